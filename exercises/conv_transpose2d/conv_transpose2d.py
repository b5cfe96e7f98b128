"""Transposed convolution.

The statement is in README.md; `nox -s grade -- conv_transpose2d` grades this file.
"""

import numpy as np


def conv_transpose2d(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray | None = None,
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
) -> np.ndarray:
    """Paint the kernel, multiplied by each pixel, at every stride-th place, and add up where copies overlap.

    Args:
        x: (IC, H, W).
        weight: (IC, OC, KH, KW): input channels first, as torch has it.
        bias: (OC,), added to every pixel of an output channel, or None.
        stride: 1 or more, the distance between the copies of neighboring pixels.
        padding: 0 or more, the number of rows and columns that are cut off on each side.
        output_padding: 0 or more and less than stride; as many rows fewer are cut off at the bottom, and columns on the
            right.

    Returns:
        (OC, OH, OW) float64 with OH = (H - 1) · stride - 2 · padding + KH + output_padding, and OW likewise.

    Raises:
        ValueError: shapes that do not fit, a stride below 1, a negative padding, an output_padding below 0 or not less
            than stride. The message names the argument.

    Example:
        >>> x, weight = np.array([[[1.0, 2], [3, 4]]]), np.array([[[[1.0, 10], [100, 1000]]]])
        >>> conv_transpose2d(x, weight)
        array([[[1.000e+00, 1.200e+01, 2.000e+01],
                [1.030e+02, 1.234e+03, 2.040e+03],
                [3.000e+02, 3.400e+03, 4.000e+03]]])
    """
    raise NotImplementedError
