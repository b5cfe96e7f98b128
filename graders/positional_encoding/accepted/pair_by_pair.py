# bonus: none
# A loop over the pairs, a column at a time.
import numpy as np


def positional_encoding(length, dim, base=10000.0):
    for name, value in (("length", length), ("dim", dim)):
        if value <= 0:
            raise ValueError(name + " must be positive")
    p = np.arange(length, dtype=float)
    columns = []
    for i in range((dim + 1) // 2):
        angle = p / base ** (2 * i / dim)
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns[:dim])
