# verdict: too slow
# Two Python loops over positions and columns.
import math

import numpy as np


def positional_encoding(length, dim, base=10000.0):
    table = np.zeros((length, dim))
    for p in range(length):
        for c in range(dim):
            angle = p / base ** (c // 2 * 2 / dim)
            table[p, c] = math.cos(angle) if c % 2 else math.sin(angle)
    return table
