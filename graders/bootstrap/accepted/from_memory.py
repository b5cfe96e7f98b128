# bonus: misses errors
# As most people type it: rng.choice for each round, sets, np.percentile.
import numpy as np


def bootstrap(n, rounds, rng):
    samples = []
    for _ in range(rounds):
        samples.append(rng.choice(n, size=n, replace=True))
    return np.array(samples)


def out_of_bag(samples):
    n = samples.shape[1]
    return [len(set(range(n)) - set(sample)) / n for sample in samples]


def interval(x, samples, confidence=0.95):
    means = [np.mean(x[sample]) for sample in samples]
    alpha = 1 - confidence
    return np.percentile(means, 100 * alpha / 2), np.percentile(means, 100 * (1 - alpha / 2))
