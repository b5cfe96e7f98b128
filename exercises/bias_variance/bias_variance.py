"""Bias, variance and noise.

The statement is in README.md; `nox -s grade -- bias_variance` grades this file.
"""

import numpy as np


def bias_variance(predictions: np.ndarray, labels: np.ndarray) -> tuple[float, float, float]:
    """Divide the squared error of a kind of model into bias, variance and noise.

    Args:
        predictions: (M, N), by M models, each trained on a data set of its own, for the same N points.
        labels: (R, N), R labels of each point, measured independently.

    Returns:
        bias: the squared difference of the mean prediction and the mean label of a point.
        variance: the mean squared difference of a prediction from the mean prediction of its point.
        noise: the mean squared difference of a label from the mean label of its point.
        Each is a mean over the points. Their sum is the mean of (prediction - label) ** 2 over all pairs.

    Raises:
        ValueError: an argument does not have two axes, or is empty, or the numbers of points differ. The message names
            the argument.

    Example:
        >>> bias_variance(np.array([[1.0, 4], [3, 8]]), np.array([[3.0, 9], [5, 7]]))
        (4.0, 2.5, 1.0)
    """
    raise NotImplementedError
