# verdict: too slow
# A Python loop over pixels.
import math

import numpy as np


def cell_histograms(image, cell=8, bins=9, interpolate=False):
    h, w = image.shape
    out = np.zeros((h // cell, w // cell, bins))
    for r in range(h // cell * cell):
        for c in range(w // cell * cell):
            gx = float(image[r, c + 1]) - float(image[r, c - 1]) if 0 < c < w - 1 else 0.0
            gy = float(image[r + 1, c]) - float(image[r - 1, c]) if 0 < r < h - 1 else 0.0
            t = math.degrees(math.atan2(gy, gx)) % 180 * bins / 180
            vote = np.hypot(gx, gy) / cell**2
            if interpolate:
                k = math.floor(t - 0.5)
                out[r // cell, c // cell, k % bins] += vote * (k + 1.5 - t)
                out[r // cell, c // cell, (k + 1) % bins] += vote * (t - 0.5 - k)
            else:
                out[r // cell, c // cell, int(t) % bins] += vote
    return out


def normalize_blocks(histograms, block=3):
    r, c = histograms.shape[0] - block + 1, histograms.shape[1] - block + 1
    v = np.concatenate([histograms[i : i + r, j : j + c] for i in range(block) for j in range(block)], axis=2)
    v = np.minimum(v / np.sqrt((v**2).sum(2, keepdims=True) + 1e-10), 0.2)
    return v / np.sqrt((v**2).sum(2, keepdims=True) + 1e-10)


def hog(image, cell=8, block=3, bins=9, interpolate=False):
    return normalize_blocks(cell_histograms(image, cell, bins, interpolate), block).ravel()
