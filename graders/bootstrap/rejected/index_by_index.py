# verdict: too slow
# A call of the generator for each index.
import numpy as np


def bootstrap(n, rounds, rng):
    return np.array([[rng.integers(n) for _ in range(n)] for _ in range(rounds)])


def out_of_bag(samples):
    return np.array([1 - len(np.unique(sample)) / len(sample) for sample in samples])


def interval(x, samples, confidence=0.95):
    return tuple(np.quantile(x[samples].mean(axis=1), [(1 - confidence) / 2, (1 + confidence) / 2]))
