"""Inverted dropout: the reference solution."""

import numpy as np


def dropout(x: np.ndarray, p: float, rng: np.random.Generator, training: bool = True) -> np.ndarray:
    """Zero each element with probability p and scale the others up, so that the expected value stays.

    Args:
        x: of any shape.
        p: the probability of zeroing an element, from 0 to 1.
        rng: what the random numbers are drawn from; each element decides by itself.
        training: False gives x as it is.

    Returns:
        The shape of x: each element is 0, or x divided by 1 - p. All are 0 where p is 1. x itself is not changed.

    Raises:
        ValueError: p below 0 or above 1. The message names p.

    Example:
        >>> dropout(np.array([1.0, 2, 3, 4, 5]), 0.5, np.random.default_rng(0))
        array([ 2.,  0.,  0.,  0., 10.])
    """
    if not 0 <= p <= 1:
        raise ValueError(f"p: expected a probability, got {p}")
    if not training:
        return x
    keep = rng.random(x.shape) >= p
    out = np.zeros(x.shape)
    out[keep] = x[keep] / (1 - p)  # where p is 1 nothing is kept, and nothing divided
    return out
