# bonus: misses errors
# Uniform numbers times n, cut to whole numbers; sorted rows; float32 means.
import numpy as np


def bootstrap(n, rounds, rng):
    return np.floor(rng.random((rounds, n)) * n).astype(np.int32)


def out_of_bag(samples):
    ordered = np.sort(samples, axis=1)
    different = 1 + (np.diff(ordered, axis=1) != 0).sum(axis=1)
    return (1 - different / samples.shape[1]).astype(np.float32)


def interval(x, samples, confidence=0.95):
    means = np.take(x.astype(np.float32), samples).mean(-1)
    return np.quantile(means, np.array([0.5 - confidence / 2, 0.5 + confidence / 2]))
