# bonus: misses errors
# Float32 and radians, np.add.at on a table of cells, windows of blocks transposed.
import numpy as np


def cell_histograms(image, cell=8, bins=9, interpolate=False):
    image = image.astype(np.float32)
    h, w = image.shape
    padded = np.pad(image, 1, mode="edge")
    gx = padded[1:-1, 2:] - padded[1:-1, :-2]
    gy = padded[2:, 1:-1] - padded[:-2, 1:-1]
    gx[:, [0, -1]] = 0
    gy[[0, -1]] = 0
    magnitude = np.sqrt(gx**2 + gy**2)
    angle = np.mod(np.arctan2(gy, gx), np.pi)
    rows, cols = h // cell, w // cell
    magnitude = magnitude[: rows * cell, : cols * cell]
    position = angle[: rows * cell, : cols * cell] / np.pi * bins
    r, c = np.indices(magnitude.shape) // cell
    out = np.zeros((rows, cols, bins))
    if interpolate:
        position = position - 0.5
        left = np.floor(position).astype(int)
        share = position - left
        np.add.at(out, (r, c, left % bins), magnitude * (1 - share))
        np.add.at(out, (r, c, (left + 1) % bins), magnitude * share)
    else:
        np.add.at(out, (r, c, position.astype(int) % bins), magnitude)
    return out / (cell * cell)


def normalize_blocks(histograms, block=3):
    win = np.lib.stride_tricks.sliding_window_view(histograms, (block, block), axis=(0, 1))
    v = win.transpose(0, 1, 3, 4, 2).reshape(*win.shape[:2], -1)
    eps = 1e-5
    v = v / np.sqrt((v**2).sum(-1, keepdims=True) + eps**2)
    v = v.clip(max=0.2)
    return v / np.sqrt((v**2).sum(-1, keepdims=True) + eps**2)


def hog(image, cell=8, block=3, bins=9, interpolate=False):
    cells = cell_histograms(image, cell=cell, bins=bins, interpolate=interpolate)
    return normalize_blocks(cells, block).flatten()
