"""Principal component analysis: the reference solution."""

import numpy as np


def pca(x: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the first k principal components of x, their variances and the mean. The argument is not changed.

    Args:
        x: (N, D), an example in each row; N is at least 2.
        k: how many components, from 1 to the smaller of N − 1 and D.

    Returns:
        components: (k, D), a unit vector in each row, at right angles to the others, that of the largest variance
            first. The sign of each is free.
        variances: (k,), the variance of the centered examples along each component, divided by N − 1.
        mean: (D,), the mean of the examples.

    Raises:
        ValueError: x is not (N, D) with at least two examples; k is below 1 or too large. The message names the
            argument.

    Example:
        >>> x = np.array([[0.0, 1], [2, 5], [4, 5], [6, 9]])
        >>> components, variances, mean = pca(x, k=1)
        >>> (components * np.sign(components[:, :1])).round(4), variances.round(4), mean
        (array([[0.6154, 0.7882]]), array([16.9129]), array([3., 5.]))
    """
    if x.ndim != 2 or len(x) < 2:
        raise ValueError(f"x: expected (N, D), N at least 2, got {x.shape}")
    if not 1 <= k <= min(len(x) - 1, x.shape[1]):
        raise ValueError(f"k: expected 1 to {min(len(x) - 1, x.shape[1])}, got {k}")
    mean = x.mean(axis=0)
    _, singular, components = np.linalg.svd(x - mean, full_matrices=False)
    return components[:k], singular[:k] ** 2 / (len(x) - 1), mean


def transform(x: np.ndarray, components: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Return the coordinates of the examples along the components. The arguments are not changed.

    Args:
        x: (N, D), the examples, those of `pca` or others.
        components: (k, D), as `pca` returns them.
        mean: (D,), as `pca` returns it.

    Returns:
        (N, k).

    Example:
        >>> transform(np.array([[5.0, 5]]), np.array([[0.6, 0.8]]), np.array([3.0, 4])).round(6)
        array([[2.]])
    """
    return (x - mean) @ components.T


def reconstruct(coordinates: np.ndarray, components: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Return the points that have these coordinates along the components. The arguments are not changed.

    Args:
        coordinates: (N, k), as `transform` returns them.
        components: (k, D).
        mean: (D,).

    Returns:
        (N, D), the nearest points to the examples in the space of the components.

    Example:
        >>> reconstruct(np.array([[2.0]]), np.array([[0.6, 0.8]]), np.array([3.0, 4])).round(6)
        array([[4.2, 5.6]])
    """
    return coordinates @ components + mean
