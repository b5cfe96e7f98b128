"""k nearest neighbors.

The statement is in README.md; `nox -s grade -- knn` grades this file.
"""

import numpy as np


def standardize(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return both sets with the mean of `train` subtracted, divided by the standard deviation of `train`, by feature.

    The deviation divides by N. A feature that is constant in `train` is not divided. The arguments are not changed.

    Args:
        train: (N, D), the training examples; N is at least 1.
        test: (M, D), other examples; M may be 0.

    Returns:
        train: (N, D), standardized.
        test: (M, D), by the same means and deviations.

    Raises:
        ValueError: train is not (N, D), or is empty; test is not (M, D). The message names the argument.

    Example:
        >>> standardize(np.array([[1.0, 7], [3, 7]]), np.array([[4.0, 9]]))
        (array([[-1.,  0.],
               [ 1.,  0.]]), array([[2., 2.]]))
    """
    raise NotImplementedError


def knn(train: np.ndarray, labels: np.ndarray, test: np.ndarray, k: int) -> np.ndarray:
    """Return for each test example the label that is most frequent among its k nearest training examples.

    The arguments are not changed.

    Args:
        train: (N, D), the training examples.
        labels: (N,), whole numbers of any size and sign.
        test: (M, D), the examples to be labeled; M may be 0.
        k: how many neighbors vote, from 1 to N.

    Returns:
        (M,), the labels. Of equally frequent labels it is the smallest one.

    Raises:
        ValueError: train is not (N, D), or is empty; labels is not (N,); test is not (M, D); k is below 1 or above N.
            The message names the argument.

    Example:
        >>> train, labels = np.array([[0.0, 0], [1, 0], [3, 0], [5, 0]]), np.array([7, 4, 4, 7])
        >>> knn(train, labels, np.array([[0.0, 0], [4, 1]]), k=3)
        array([4, 4])
    """
    raise NotImplementedError
