# verdict: wrong answer
# Draws from NumPy's global generator, which nobody can seed through rng.
import numpy as np


def bootstrap(n, rounds, rng):
    return np.random.randint(0, n, (rounds, n))


def out_of_bag(samples):
    return np.array([1 - len(np.unique(sample)) / len(sample) for sample in samples])


def interval(x, samples, confidence=0.95):
    return tuple(np.quantile(x[samples].mean(axis=1), [(1 - confidence) / 2, (1 + confidence) / 2]))
