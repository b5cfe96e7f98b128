# bonus: misses errors
# float32; votes as an array of all bins, summed over cells by reduceat; blocks by stacking shifted tables.
import numpy as np


def cell_histograms(image, cell=8, bins=9, interpolate=False):
    image = np.asarray(image, np.float32)
    gy, gx = np.zeros_like(image), np.zeros_like(image)
    np.subtract(image[2:], image[:-2], out=gy[1:-1])
    np.subtract(image[:, 2:], image[:, :-2], out=gx[:, 1:-1])
    angle = np.arctan2(gy, gx)
    angle[gy == 0] = 0
    position = angle * np.float32(bins / np.pi) % bins
    votes = np.zeros((*image.shape, bins), np.float32)
    rows, cols = np.indices(image.shape)
    mag = np.sqrt(gx * gx + gy * gy)
    if interpolate:
        low = np.floor(position - 0.5).astype(int)
        share = position - 0.5 - low
        votes[rows, cols, low % bins] = mag * (1 - share)
        votes[rows, cols, (low + 1) % bins] += mag * share
    else:
        votes[rows, cols, position.astype(int) % bins] = mag
    R, C = image.shape[0] // cell, image.shape[1] // cell
    votes = np.add.reduceat(votes[: R * cell, : C * cell], np.arange(R) * cell, axis=0)
    return np.add.reduceat(votes, np.arange(C) * cell, axis=1) / cell**2


def normalize_blocks(histograms, block=3):
    r, c = histograms.shape[0] - block + 1, histograms.shape[1] - block + 1
    v = np.concatenate([histograms[i : i + r, j : j + c] for i in range(block) for j in range(block)], axis=2)
    for _ in range(2):
        v = v / np.sqrt((v**2).sum(axis=2, keepdims=True) + 1e-10)
        v = v if _ else v.clip(max=0.2)
    return v


def hog(image, cell=8, block=3, bins=9, interpolate=False):
    return normalize_blocks(cell_histograms(image, cell, bins, interpolate), block).reshape(-1)
