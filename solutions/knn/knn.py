"""k nearest neighbors: the reference solution."""

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
    _check(train, test)
    mean, deviation = train.mean(axis=0), train.std(axis=0)
    # A constant 0.1 may have a deviation of 1e-17, not 0.
    deviation = np.where(np.ptp(train, axis=0) > 0, deviation, 1.0)
    return (train - mean) / deviation, (test - mean) / deviation


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
    _check(train, test)
    if labels.shape != train.shape[:1]:
        raise ValueError(f"labels: expected ({len(train)},), one for each row of train, got {labels.shape}")
    if not 1 <= k <= len(train):
        raise ValueError(f"k: expected 1 to {len(train)}, the number of rows of train, got {k}")
    train, test = train.astype(np.float64), test.astype(np.float64)
    # |a − b|² without |a|², which is the same for all neighbors of a.
    distances = (train**2).sum(axis=1) - 2 * test @ train.T
    nearest = np.argpartition(distances, k - 1, axis=1)[:, :k]
    classes, which = np.unique(labels, return_inverse=True)
    votes = which[nearest]  # (M, k)
    counts = np.stack([(votes == label).sum(axis=1) for label in range(len(classes))], axis=1)
    return classes[counts.argmax(axis=1)]


def _check(train, test) -> None:
    if train.ndim != 2 or not train.size:
        raise ValueError(f"train: expected (N, D), got {train.shape}")
    if test.ndim != 2 or test.shape[1] != train.shape[1]:
        raise ValueError(f"test: expected (M, {train.shape[1]}), as train is {train.shape}, got {test.shape}")
