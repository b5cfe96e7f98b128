# bonus: none
# Merges two at a time, as a stream would; all numbers of a machine in one vector.
import functools

import numpy as np


def shard_gradient(w, b, x, y):
    if x.ndim != 2:
        raise ValueError("x should be a matrix")
    if w.shape != (x.shape[1],) or y.shape != (x.shape[0],):
        raise ValueError("w and y should fit x")
    ones = np.c_[x, np.ones(len(x))]
    error = ones @ np.append(w, b) - y
    gradient = 2 * (ones * error[:, None]).sum(axis=0)
    n = len(y)
    if n:
        gradient = gradient / n
    return n, np.square(error).sum() / n if n else 0.0, gradient[:-1].tolist(), gradient[-1]


def two(left, right):
    n, m = left[0], right[0]
    if n + m == 0:
        return left
    share = m / (n + m)
    loss, dw, db = (np.asarray(a) + share * (np.asarray(c) - np.asarray(a)) for a, c in zip(left[1:], right[1:]))
    return n + m, loss, dw, db


def merge(parts):
    if len(parts) == 0:
        raise ValueError("parts is empty")
    if min(part[0] for part in parts) < 0 or len({np.shape(part[2]) for part in parts}) > 1:
        raise ValueError("parts do not fit together")
    return functools.reduce(two, parts)
