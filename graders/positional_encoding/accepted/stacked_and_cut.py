# bonus: misses errors
# sin and cos as the last axis, flattened, and cut off where dim is odd.
import numpy as np


def positional_encoding(length, dim, base=10000.0):
    angles = np.outer(np.arange(length), base ** (-np.arange(0, dim, 2) / dim))
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(length, -1)[:, :dim]
