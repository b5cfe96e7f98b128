"""Concatenating against adding.

The statement is in README.md; `nox -s grade -- concat_vs_add` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError
