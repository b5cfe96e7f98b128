# bonus: misses errors
# A masked mean for each bin, loops over blocks.
import numpy as np


def cell_histograms(image, cell=8, bins=9, interpolate=False):
    img = image.astype(float)
    gx = np.zeros(img.shape)
    gy = np.zeros(img.shape)
    gx[:, 1:-1] = img[:, 2:] - img[:, :-2]
    gy[1:-1, :] = img[2:, :] - img[:-2, :]
    mag = np.hypot(gx, gy)
    ori = np.rad2deg(np.arctan2(gy, gx)) % 180
    nr, nc = img.shape[0] // cell, img.shape[1] // cell
    hist = np.zeros((nr, nc, bins))
    width = 180 / bins
    for k in range(bins):
        if interpolate:
            distance = np.abs(ori - (k + 0.5) * width)
            distance = np.minimum(distance, 180 - distance)
            weight = np.maximum(0, 1 - distance / width)
        else:
            weight = (ori >= k * width) & (ori < (k + 1) * width)
        votes = (mag * weight)[: nr * cell, : nc * cell]
        hist[:, :, k] = votes.reshape(nr, cell, nc, cell).mean(axis=(1, 3))
    return hist


def normalize_blocks(histograms, block=3):
    rows, cols, bins = histograms.shape
    out = np.zeros((rows - block + 1, cols - block + 1, block * block * bins))
    for r in range(out.shape[0]):
        for c in range(out.shape[1]):
            v = histograms[r : r + block, c : c + block].ravel()
            v = v / np.sqrt(np.sum(v**2) + 1e-5**2)
            v = np.minimum(v, 0.2)
            out[r, c] = v / np.sqrt(np.sum(v**2) + 1e-5**2)
    return out


def hog(image, cell=8, block=3, bins=9, interpolate=False):
    return normalize_blocks(cell_histograms(image, cell, bins, interpolate), block).ravel()
