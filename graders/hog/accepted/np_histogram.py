# bonus: misses errors
# Radians, a loop over the cells with np.histogram, lists of vectors.
import numpy as np


def cell_histograms(image, cell=8, bins=9, interpolate=False):
    p = np.pad(np.asarray(image, float), 1, mode="edge")
    gx, gy = p[1:-1, 2:] - p[1:-1, :-2], p[2:, 1:-1] - p[:-2, 1:-1]
    gx[:, [0, -1]] = 0
    gy[[0, -1], :] = 0
    mag, ang = np.hypot(gx, gy), np.arctan2(gy, gx) % np.pi
    table = []
    for r in range(0, image.shape[0] - cell + 1, cell):
        row = []
        for c in range(0, image.shape[1] - cell + 1, cell):
            m, a = mag[r : r + cell, c : c + cell].ravel(), ang[r : r + cell, c : c + cell].ravel()
            if interpolate:
                position = a / np.pi * bins - 0.5
                low = np.floor(position).astype(int)
                h = np.bincount(low % bins, m * (low + 1 - position), bins)
                h += np.bincount((low + 1) % bins, m * (position - low), bins)
            else:
                h, _ = np.histogram(a, bins=bins, range=(0, np.pi), weights=m)
            row.append(h / cell**2)
        table.append(row)
    return np.array(table)


def normalize_blocks(histograms, block=3):
    def unit(v):
        return v / np.sqrt(v @ v + 1e-10)

    rows, columns = histograms.shape[0] - block + 1, histograms.shape[1] - block + 1
    blocks = [[histograms[r : r + block, c : c + block].ravel() for c in range(columns)] for r in range(rows)]
    return [[unit(np.clip(unit(v), 0, 0.2)) for v in row] for row in blocks]


def hog(image, cell=8, block=3, bins=9, interpolate=False):
    return np.ravel(normalize_blocks(cell_histograms(image, cell, bins, interpolate), block))
