"""The bootstrap: the reference solution."""

import numpy as np


def bootstrap(n: int, rounds: int, rng: np.random.Generator) -> np.ndarray:
    """Return bootstrap samples of n examples: in each round n indices, drawn with replacement.

    Args:
        n: the number of examples, 1 or more.
        rounds: the number of samples, 1 or more.
        rng: what the random numbers are drawn from.

    Returns:
        (rounds, n), whole numbers from 0 to n − 1; all are equally likely, and independent of one another.

    Raises:
        ValueError: n or rounds is below 1. The message names the argument.

    Example:
        >>> bootstrap(5, 2, np.random.default_rng(0))
        array([[4, 3, 2, 1, 1],
               [0, 0, 0, 0, 4]])
    """
    for name, value in (("n", n), ("rounds", rounds)):
        if value < 1:
            raise ValueError(f"{name}: expected 1 or more, got {value}")
    return rng.integers(n, size=(rounds, n))


def out_of_bag(samples: np.ndarray) -> np.ndarray:
    """Return for each sample the share of the n examples that it lacks. The argument is not changed.

    Args:
        samples: (R, n), indices from 0 to n − 1, where n is the number of examples.

    Returns:
        (R,), each from 0, where no index comes twice, to 1 − 1 / n.

    Raises:
        ValueError: samples is not (R, n), or is empty, or has an index below 0 or above n − 1. The message names the
            argument.

    Example:
        >>> out_of_bag(np.array([[4, 3, 2, 1, 1], [0, 0, 0, 0, 4]]))
        array([0.2, 0.6])
    """
    _check(samples)
    rounds, n = samples.shape
    drawn = np.zeros((rounds, n), dtype=bool)
    drawn[np.arange(rounds)[:, None], samples] = True
    return 1 - drawn.mean(axis=1)


def interval(x: np.ndarray, samples: np.ndarray, confidence: float = 0.95) -> tuple[float, float]:
    """Return the percentile interval of the mean: the middle of the means of the samples.

    The arguments are not changed.

    Args:
        x: (n,), the examples.
        samples: (R, n), the indices of each bootstrap sample.
        confidence: the share of the means that lies in the interval, between 0 and 1.

    Returns:
        low: the quantile (1 − confidence) / 2 of the R means, interpolated linearly.
        high: the quantile (1 + confidence) / 2.

    Raises:
        ValueError: x is not (n,); samples is not (R, n), or is empty, or has an index below 0 or above n − 1;
            confidence is not between 0 and 1. The message names the argument.

    Example:
        >>> interval(np.array([0.0, 3, 9]), np.array([[0, 0, 0], [2, 1, 1], [2, 0, 2]]), confidence=0.5)
        (2.5, 5.5)
    """
    _check(samples)
    if x.shape != samples.shape[1:]:
        raise ValueError(f"x: expected ({samples.shape[1]},), as samples is {samples.shape}, got {x.shape}")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence: expected a number between 0 and 1, got {confidence}")
    means = x[samples].mean(axis=1)
    low, high = np.quantile(means, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def _check(samples) -> None:
    if samples.ndim != 2 or not samples.size:
        raise ValueError(f"samples: expected (R, n), got {samples.shape}")
    if ((samples < 0) | (samples >= samples.shape[1])).any():
        raise ValueError(f"samples: expected indices from 0 to {samples.shape[1] - 1}")
