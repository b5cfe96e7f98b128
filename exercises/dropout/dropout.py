"""Inverted dropout.

The statement is in README.md; `nox -s grade -- dropout` grades this file.
"""

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
    raise NotImplementedError
