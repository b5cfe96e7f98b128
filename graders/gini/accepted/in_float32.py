# bonus: misses errors
# In float32; all thresholds at once by a mask for each.
import numpy as np


def gini(labels):
    p = (labels == np.unique(labels)[:, None]).mean(axis=1, dtype=np.float32)
    return np.float32(1) - p @ p


def best_split(x, labels):
    values = np.unique(x).astype(np.float32)
    thresholds = (values[1:] + values[:-1]) * np.float32(0.5)
    is_class = (labels[:, None] == np.unique(labels)).astype(np.float32)  # (N, C)
    goes_left = (x.astype(np.float32) <= thresholds[:, None]).astype(np.float32)  # (T, N)
    total = np.zeros(len(thresholds), np.float32)
    for side in (goes_left, 1 - goes_left):
        size = side.sum(1, keepdims=True)
        total += size[:, 0] / np.float32(len(x)) * (1 - ((side @ is_class / size) ** 2).sum(1))
    best = np.argmin(total)
    return np.array([thresholds[best], total[best]])
