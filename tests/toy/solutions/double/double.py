import numpy as np


def double(x: np.ndarray) -> np.ndarray:
    """Return x times two, as float64.

    Example:
        >>> double(np.array([2.0]))
        array([4.])
    """
    x = np.asarray(x, dtype=np.float64)
    if np.isnan(x).any():
        raise ValueError("x: expected numbers, got NaN")
    return x * 2
