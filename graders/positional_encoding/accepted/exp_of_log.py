# bonus: misses errors, precision
# As in the best-known tutorials, in float32, with the exponential of a logarithm.
import math

import numpy as np


def positional_encoding(length, dim, base=10000.0):
    pe = np.zeros((length, dim), dtype=np.float32)
    position = np.arange(0, length, dtype=np.float32)[:, np.newaxis]
    div_term = np.exp(np.arange(0, dim, 2, dtype=np.float32) * -(math.log(base) / dim))
    pe[:, 0::2] = np.sin(position * div_term)
    pe[:, 1::2] = np.cos(position * div_term)[:, : pe[:, 1::2].shape[1]]
    return pe
