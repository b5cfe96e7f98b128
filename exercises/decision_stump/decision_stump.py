"""Decision stump.

The statement is in README.md; `nox -s grade -- decision_stump` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError
