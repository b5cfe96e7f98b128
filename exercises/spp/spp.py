"""Spatial pyramid pooling.

The statement is in README.md; `nox -s grade -- spp` grades this file.
"""

from collections.abc import Sequence

import numpy as np


def adaptive_max_pool2d(x: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Pool maps of any size to a given size, each output the maximum of its bin.

    Args:
        x: (C, H, W).
        size: (out_h, out_w), 1 or more each; either may be larger than H or W.

    Returns:
        (C, out_h, out_w). Output row i is the maximum over the rows from floor(i H / out_h) to ceil((i + 1) H / out_h),
        the last one not included, and columns alike. Bins may overlap.

    Raises:
        ValueError: x has not three axes or no pixels, or a size is below 1. The message names the argument.

    Example:
        >>> adaptive_max_pool2d(np.array([[[1.0, 5, 2, 4, 3]]]), (1, 2))
        array([[[5., 4.]]])
    """
    raise NotImplementedError


def spatial_pyramid_pool(x: np.ndarray, levels: Sequence[int]) -> np.ndarray:
    """Turn maps of any size into one vector of a fixed length: pool to n by n for each level n, flatten, join.

    Args:
        x: (C, H, W).
        levels: the grids, such as (1, 2, 4) for 1 by 1, 2 by 2 and 4 by 4, in the order of the result.

    Returns:
        (C * sum of n * n,). For each level in turn its (C, n, n), flattened in that order: all bins of channel 0 row by
        row, then those of channel 1, and so on.

    Raises:
        ValueError: x has not three axes or no pixels, no levels, or a level below 1. The message names the argument.

    Example:
        >>> spatial_pyramid_pool(np.array([[[1.0, 5], [2, 4]]]), (1, 2))
        array([5., 1., 5., 2., 4.])
    """
    raise NotImplementedError
