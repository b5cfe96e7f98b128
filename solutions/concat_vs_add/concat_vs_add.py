"""Concatenating against adding: the reference solution."""

from collections.abc import Sequence

import numpy as np


def merge_convs(weights: Sequence[np.ndarray], biases: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Turn "a convolution of each input, then add" into "concatenate the inputs, then one convolution".

    Args:
        weights: of each convolution (O, Ci, kh, kw). kh and kw are odd and may differ between the convolutions. Each
            pads by kh // 2 and kw // 2, so that all outputs have the size of the inputs.
        biases: (O,) of each.

    Returns:
        (weight, bias) of shapes (O, sum of Ci, largest kh, largest kw) and (O,): the convolution of the inputs
        concatenated along the channels, in the order of the list.

    Raises:
        ValueError: shapes that do not fit, or kernels of an even size. The message names the argument.

    Example:
        >>> two, three = np.full((1, 1, 1, 1), 2.0), np.full((1, 1, 1, 1), 3.0)
        >>> weight, bias = merge_convs([two, three], [np.array([1.0]), np.array([4.0])])
        >>> weight.ravel(), bias
        (array([2., 3.]), array([5.]))
    """
    if any(w.ndim != 4 for w in weights) or len({len(w) for w in weights}) != 1:
        raise ValueError(f"weights: expected (O, Ci, kh, kw) with one O, got {[w.shape for w in weights]}")
    if not all(size % 2 for w in weights for size in w.shape[2:]):
        raise ValueError(f"weights: expected odd kernels, got {[w.shape for w in weights]}")
    if [np.shape(b) for b in biases] != [w.shape[:1] for w in weights]:
        raise ValueError(
            f"biases: expected {len(weights)} of ({len(weights[0])},), got {[np.shape(b) for b in biases]}"
        )
    kh, kw = (max(w.shape[axis] for w in weights) for axis in (2, 3))
    grown = []
    for w in weights:
        rows, columns = (kh - w.shape[2]) // 2, (kw - w.shape[3]) // 2
        grown.append(np.pad(w, ((0, 0), (0, 0), (rows, rows), (columns, columns))))
    return np.concatenate(grown, axis=1), np.sum(biases, axis=0)


def split_conv(weight: np.ndarray, channels: Sequence[int]) -> list[np.ndarray]:
    """Turn "concatenate, then a convolution" into "a convolution of each input, then add".

    Args:
        weight: (O, C, kh, kw), of the convolution on the concatenated inputs.
        channels: of each input, in the order in which they are concatenated; they add up to C.

    Returns:
        A list of (O, Ci, kh, kw), whose convolutions of the inputs add up to that of the concatenation.

    Raises:
        ValueError: shapes that do not fit, or an input without channels. The message names the argument.

    Example:
        >>> [part.ravel() for part in split_conv(np.arange(3.0).reshape(1, 3, 1, 1), [1, 2])]
        [array([0.]), array([1., 2.])]
    """
    if weight.ndim != 4:
        raise ValueError(f"weight: expected (O, C, kh, kw), got {weight.shape}")
    if any(count < 1 for count in channels) or sum(channels) != weight.shape[1]:
        raise ValueError(f"channels: expected numbers from 1 that add up to {weight.shape[1]}, got {list(channels)}")
    return np.split(weight, np.cumsum(channels[:-1]).astype(int), axis=1)


def tie_conv(weight: np.ndarray, n: int) -> np.ndarray:
    """Turn "add n inputs, then a convolution" into "concatenate them, then a convolution".

    Args:
        weight: (O, C, kh, kw), of the convolution on the sum.
        n: how many inputs of C channels are added.

    Returns:
        (O, n * C, kh, kw). The bias stays as it is.

    Raises:
        ValueError: weight has not four axes, or n is below 1. The message names the argument.

    Example:
        >>> tie_conv(np.array([[[[2.0]], [[3.0]]]]), 2).ravel()
        array([2., 3., 2., 3.])
    """
    if weight.ndim != 4:
        raise ValueError(f"weight: expected (O, C, kh, kw), got {weight.shape}")
    if n < 1:
        raise ValueError(f"n: expected 1 or more, got {n}")
    return np.tile(weight, (1, n, 1, 1))
