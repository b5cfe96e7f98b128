# bonus: misses errors
# An angle for every column, by i // 2, and then sin and cos in place.
import numpy as np


def get_angles(pos, i, d_model, base):
    return pos * (1 / np.power(base, (2 * (i // 2)) / d_model))


def positional_encoding(length, dim, base=10000.0):
    angles = get_angles(np.arange(length)[:, np.newaxis], np.arange(dim)[np.newaxis, :], dim, base)
    angles[:, 0::2] = np.sin(angles[:, 0::2])
    angles[:, 1::2] = np.cos(angles[:, 1::2])
    return angles
