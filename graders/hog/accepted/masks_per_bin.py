# bonus: misses errors
# As one writes it after reading the statement: a mask for each bin, loops over blocks.
import numpy as np


def cell_histograms(image, cell=8, bins=9, interpolate=False):
    image = np.array(image, dtype=float)
    gx, gy = np.zeros_like(image), np.zeros_like(image)
    gx[:, 1:-1] = image[:, 2:] - image[:, :-2]
    gy[1:-1, :] = image[2:, :] - image[:-2, :]
    mag = np.sqrt(gx**2 + gy**2)
    ang = np.degrees(np.arctan2(gy, gx)) % 180
    width = 180 / bins
    R, C = image.shape[0] // cell, image.shape[1] // cell
    hist = np.zeros((R, C, bins))
    for k in range(bins):
        if interpolate:
            d = np.abs(ang - (k + 0.5) * width)
            d = np.minimum(d, 180 - d)
            vote = mag * np.clip(1 - d / width, 0, None)
        else:
            vote = np.where((ang >= k * width) & (ang < (k + 1) * width), mag, 0)
        vote = vote[: R * cell, : C * cell]
        hist[:, :, k] = vote.reshape(R, cell, C, cell).mean(axis=(1, 3))
    return hist


def normalize_blocks(histograms, block=3):
    eps = 1e-5
    R, C, bins = histograms.shape
    out = np.zeros((R - block + 1, C - block + 1, block * block * bins))
    for r in range(R - block + 1):
        for c in range(C - block + 1):
            v = histograms[r : r + block, c : c + block, :].flatten()
            v = v / np.sqrt(np.sum(v**2) + eps**2)
            v = np.minimum(v, 0.2)
            out[r, c] = v / np.sqrt(np.sum(v**2) + eps**2)
    return out


def hog(image, cell=8, block=3, bins=9, interpolate=False):
    return normalize_blocks(cell_histograms(image, cell, bins, interpolate), block).flatten()
