# bonus: none
# Draws how often each example comes, so that the samples are sorted; quantiles by hand; refuses bad arguments.
import math

import numpy as np


def bootstrap(n, rounds, rng):
    if n < 1:
        raise ValueError("n must be positive")
    if rounds < 1:
        raise ValueError("rounds must be positive")
    counts = rng.multinomial(n, np.full(n, 1 / n), size=rounds)
    return np.stack([np.repeat(np.arange(n), row) for row in counts])


def table(samples):
    if samples.ndim != 2 or samples.size == 0 or samples.min() < 0 or samples.max() >= samples.shape[1]:
        raise ValueError("samples must hold the indices of n examples in each row")
    return np.stack([np.bincount(row, minlength=samples.shape[1]) for row in samples])


def out_of_bag(samples):
    return np.mean(table(samples) == 0, axis=1)


def quantile(ordered, q):
    place = q * (len(ordered) - 1)
    low = min(math.floor(place), len(ordered) - 1)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def interval(x, samples, confidence=0.95):
    counts = table(samples)
    if x.shape != (samples.shape[1],):
        raise ValueError("x must be as long as each row of samples")
    if confidence <= 0 or confidence >= 1:
        raise ValueError("confidence lies between 0 and 1")
    means = sorted((counts @ x / len(x)).tolist())
    return [quantile(means, (1 - confidence) / 2), quantile(means, (1 + confidence) / 2)]
