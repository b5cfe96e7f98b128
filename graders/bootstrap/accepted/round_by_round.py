# bonus: misses errors
# Fills an array row by row; np.unique for each.
import numpy as np


def bootstrap(n, rounds, rng):
    samples = np.empty((rounds, n), dtype=int)
    for row in samples:
        row[:] = rng.integers(0, n - 1, size=n, endpoint=True)
    return samples


def out_of_bag(samples):
    return np.array([1 - len(np.unique(sample)) / len(sample) for sample in samples])


def interval(x, samples, confidence=0.95):
    means = np.sum(x[samples], axis=1) / len(x)
    tail = (1 - confidence) / 2
    low = np.quantile(means, tail)
    high = np.quantile(means, 1 - tail)
    return low, high
