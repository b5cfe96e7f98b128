# bonus: misses precision, errors
# A loop over columns, in float32.
import math
import numpy as np


def positional_encoding(length, dim, base=10000.0):
    pos = np.arange(length, dtype=np.float32)
    columns = []
    for c in range(dim):
        freq = 1.0 / base ** (2 * (c // 2) / dim)
        columns.append(np.sin(pos * freq) if c % 2 == 0 else np.cos(pos * freq))
    return np.stack(columns, axis=1)
