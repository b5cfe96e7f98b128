# bonus: misses errors
# A loop over bins, rows and columns of cells, as an old version of the best-known library does it.
import numpy as np


def cell_histograms(image, cell=8, bins=9, interpolate=False):
    image = image.astype(float)
    gx = np.zeros_like(image)
    gy = np.zeros_like(image)
    gx[:, 1:-1] = image[:, 2:] - image[:, :-2]
    gy[1:-1, :] = image[2:, :] - image[:-2, :]
    magnitude = np.sqrt(gx**2 + gy**2)
    orientation = np.rad2deg(np.arctan2(gy, gx)) % 180
    rows, cols = image.shape[0] // cell, image.shape[1] // cell
    out = np.zeros((rows, cols, bins))
    step = 180 / bins
    for k in range(bins):
        for r in range(rows):
            for c in range(cols):
                m = magnitude[r * cell : (r + 1) * cell, c * cell : (c + 1) * cell]
                o = orientation[r * cell : (r + 1) * cell, c * cell : (c + 1) * cell]
                if interpolate:
                    d = np.abs(o - (k + 0.5) * step)
                    d = np.minimum(d, 180 - d)
                    out[r, c, k] = np.sum(m * np.maximum(0, 1 - d / step))
                else:
                    out[r, c, k] = np.sum(m[(o >= k * step) & (o < (k + 1) * step)])
    return out / cell**2


def normalize_blocks(histograms, block=3):
    n_r, n_c, bins = histograms.shape
    out = np.zeros((n_r - block + 1, n_c - block + 1, block, block, bins))
    eps = 1e-5
    for r in range(n_r - block + 1):
        for c in range(n_c - block + 1):
            b = histograms[r : r + block, c : c + block]
            b = b / np.sqrt(np.sum(b**2) + eps**2)
            b = np.minimum(b, 0.2)
            out[r, c] = b / np.sqrt(np.sum(b**2) + eps**2)
    return out.reshape(n_r - block + 1, n_c - block + 1, -1)


def hog(image, cell=8, block=3, bins=9, interpolate=False):
    return normalize_blocks(cell_histograms(image, cell, bins, interpolate), block).ravel()
