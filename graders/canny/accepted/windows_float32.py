# bonus: misses errors
# Windows with einsum in float32, the angle as a complex number, maxima over triples.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def gradient(image):
    windows = sliding_window_view(np.pad(np.float32(image), 1, mode="edge"), (3, 3))
    kernel = np.outer([1, 2, 1], [-1, 0, 1]).astype(np.float32)
    z = np.einsum("hwij,ij->hw", windows, kernel) + 1j * np.einsum("hwij,ji->hw", windows, kernel)
    return abs(z), np.floor(np.angle(z) / (np.pi / 4) + 0.5).astype(int) % 4


def thin(magnitude, sector):
    windows = sliding_window_view(np.pad(magnitude, 1), (3, 3))
    lines = [windows[..., 1, ::2], windows[..., [0, 2], [0, 2]], windows[..., ::2, 1], windows[..., [0, 2], [2, 0]]]
    largest = np.stack([line.max(-1) for line in lines], axis=-1)
    along = np.take_along_axis(largest, sector[..., None], axis=-1)[..., 0]
    return np.where(along > magnitude, 0, magnitude)


def hysteresis(magnitude, low, high):
    edges, weak = magnitude > high, magnitude > low
    while True:
        grown = weak & sliding_window_view(np.pad(edges, 1), (3, 3)).any(axis=(2, 3))
        if np.array_equal(grown, edges):
            return edges
        edges = grown


def canny(image, low, high):
    magnitude, sector = gradient(image)
    return hysteresis(thin(magnitude, sector), low, high)
