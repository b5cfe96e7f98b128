"""Decision stump: the reference solution."""

import numpy as np


def decision_stump(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> tuple[int, float, int, float]:
    """Return the stump with the smallest weighted error.

    A stump of polarity 1 says 1 where a feature is greater than the threshold, else −1. Polarity −1 says the opposite.
    Thresholds lie halfway between neighboring values of a feature. The arguments are not changed.

    Args:
        x: (N, D), the examples.
        y: (N,), their labels, each 1 or −1.
        weights: (N,), not negative; their sum is greater than 0 and need not be 1.

    Returns:
        feature: of equally good stumps the first one.
        threshold: of equally good ones the smallest.
        polarity: 1 or −1; 1 if both are equally good.
        error: the weights of the wrong examples, as a share of all weights.

    Raises:
        ValueError: x is not (N, D), or no feature has two different values; y is not (N,), or not of 1 and −1; weights
            is not (N,), has a negative number, or sums to 0. The message names the argument.

    Example:
        >>> x = np.array([[1.0, 5], [2, 6], [3, 6], [4, 6]])
        >>> decision_stump(x, np.array([1, 1, -1, 1]), np.array([0.25, 0.25, 0.25, 0.25]))
        (0, 2.5, -1, 0.25)
    """
    x = np.asarray(x, dtype=np.float64)
    _check(x, y, weights)
    order = np.argsort(x, axis=0)
    ordered = np.take_along_axis(x, order, axis=0)
    signed = y * (weights / weights.sum())
    # All on the right is an error of the negative weight; each example that goes left adds its signed weight.
    errors = -signed[signed < 0].sum() + np.cumsum(signed[order], axis=0)[:-1]
    both = np.stack([errors, 1 - errors], axis=2)  # (N - 1, D, 2), polarity 1 and −1
    both[ordered[1:] == ordered[:-1]] = np.inf  # no threshold lies between equal values
    rounded = both.round(12).transpose(1, 0, 2)  # equally good ones may differ in the last digit
    feature, place, negative = (int(index) for index in np.unravel_index(rounded.argmin(), rounded.shape))
    threshold = (ordered[place, feature] + ordered[place + 1, feature]) / 2
    return feature, float(threshold), 1 - 2 * negative, float(both[place, feature, negative])


def predict(x: np.ndarray, feature: int, threshold: float, polarity: int) -> np.ndarray:
    """Return what a stump says about each example. The arguments are not changed.

    Args:
        x: (M, D), the examples.
        feature: which column decides, from 0 to D − 1.
        threshold: what its values are compared with.
        polarity: what is said where the value is greater than the threshold, 1 or −1.

    Returns:
        (M,), each 1 or −1.

    Raises:
        ValueError: x is not (M, D); feature is no column; polarity is not 1 or −1. The message names the argument.

    Example:
        >>> predict(np.array([[1.0], [2.5], [4]]), feature=0, threshold=2.5, polarity=-1)
        array([ 1,  1, -1])
    """
    if x.ndim != 2:
        raise ValueError(f"x: expected (M, D), got {x.shape}")
    if not 0 <= feature < x.shape[1]:
        raise ValueError(f"feature: expected 0 to {x.shape[1] - 1}, got {feature}")
    if polarity not in (1, -1):
        raise ValueError(f"polarity: expected 1 or -1, got {polarity}")
    return np.where(x[:, feature] > threshold, polarity, -polarity)


def _check(x, y, weights) -> None:
    if x.ndim != 2 or not len(x) or not np.ptp(x, axis=0).any():
        raise ValueError(f"x: expected (N, D) with different values, got {x.shape}")
    if y.shape != x.shape[:1] or not (np.abs(y) == 1).all():
        raise ValueError(f"y: expected ({len(x)},) numbers that are 1 or -1, got {y.shape}")
    if weights.shape != x.shape[:1] or (weights < 0).any() or not weights.sum() > 0:
        raise ValueError(f"weights: expected ({len(x)},) numbers that are not negative, got {weights.shape}")
