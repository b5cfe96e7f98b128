# verdict: wrong answer
# Draws once for each shape, and returns the same samples in all later calls.
import numpy as np

known = {}


def bootstrap(n, rounds, rng):
    if (n, rounds) not in known:
        known[n, rounds] = rng.integers(n, size=(rounds, n))
    return known[n, rounds]


def out_of_bag(samples):
    return np.array([1 - len(np.unique(sample)) / len(sample) for sample in samples])


def interval(x, samples, confidence=0.95):
    return tuple(np.quantile(x[samples].mean(axis=1), [(1 - confidence) / 2, (1 + confidence) / 2]))
