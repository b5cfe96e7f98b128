# bonus: misses errors
# The gradient as a complex number, one bincount for cells and bins, einsum for the lengths.
import numpy as np


def cell_histograms(image, cell=8, bins=9, interpolate=False):
    h, w = image.shape
    x = image.astype(np.float64)
    z = np.zeros((h, w), dtype=complex)
    z.real[:, 1:-1] = x[:, 2:] - x[:, :-2]
    z.imag[1:-1] = x[2:] - x[:-2]
    rows, columns = h // cell, w // cell
    z = z[: rows * cell, : columns * cell]
    t = (np.angle(z, deg=True) % 180) * bins / 180
    place = (np.arange(len(z)) // cell)[:, None] * columns + np.arange(z.shape[1]) // cell

    def count(k, share):
        return np.bincount((place * bins + k % bins).ravel(), (share * abs(z)).ravel(), rows * columns * bins)

    k = np.floor(t).astype(int)
    if interpolate:
        side = np.where(t - k < 0.5, -1, 1)
        far = abs(t - k - 0.5)
        total = count(k, 1 - far) + count(k + side, far)
    else:
        total = count(k, 1.0)
    return (total / (cell * cell)).reshape(rows, columns, bins)


def normalize_blocks(histograms, block=3):
    view = np.lib.stride_tricks.sliding_window_view(histograms, (block, block, histograms.shape[2]))
    v = view.reshape(view.shape[0], view.shape[1], -1)
    v = v / np.sqrt(np.einsum("rck,rck->rc", v, v) + 1e-10)[..., None]
    v = np.where(v > 0.2, 0.2, v)
    return v / np.sqrt(np.einsum("rck,rck->rc", v, v) + 1e-10)[..., None]


def hog(image, cell=8, block=3, bins=9, interpolate=False):
    return normalize_blocks(cell_histograms(image, cell, bins, interpolate), block).ravel()
