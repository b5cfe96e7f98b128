"""Intersection over union, and GIoU.

The statement is in README.md; `nox -s grade -- iou` grades this file.
"""

import numpy as np


def iou(boxes1: np.ndarray, boxes2: np.ndarray) -> np.ndarray:
    """Return the IoU of every box of boxes1 with every box of boxes2.

    IoU is the area that two boxes share, divided by the area that they cover together. It is 0 for boxes that lie apart
    or only touch, and 1 for two copies of one box. The inputs are not changed.

    Args:
        boxes1: (N, 4), x1 y1 x2 y2 with x1 < x2 and y1 < y2. Continuous coordinates in any unit: width = x2 - x1,
            without a +1. Any sign, any real dtype, any memory layout. No boxes have shape (0, 4).
        boxes2: (M, 4), likewise; N and M need not be equal.

    Returns:
        (N, M) float64: row i, column j holds the IoU of boxes1[i] and boxes2[j].

    Raises:
        ValueError: boxes1 or boxes2 is not of shape (N, 4), or holds a NaN. The message names the argument.

    Example:
        >>> boxes1 = np.array([[0.0, 0, 4, 4], [2, 4, 6, 8]])
        >>> boxes2 = np.array([[0.0, 0, 2, 4], [2, 6, 10, 9], [2, 4, 6, 8]])
        >>> iou(boxes1, boxes2)
        array([[0.5 , 0.  , 0.  ],
               [0.  , 0.25, 1.  ]])
    """
    raise NotImplementedError


def giou(boxes1: np.ndarray, boxes2: np.ndarray) -> np.ndarray:
    """Return the GIoU of every box of boxes1 with every box of boxes2.

    GIoU is IoU - (hull - union) / hull, where the hull is the area of the smallest box around both, and the union the
    area that they cover together. It is negative for most boxes that lie apart. The inputs are not changed.

    Args:
        boxes1, boxes2: (N, 4) and (M, 4), as for iou.

    Returns:
        (N, M) float64: row i, column j holds the GIoU of boxes1[i] and boxes2[j].

    Raises:
        ValueError: as for iou.

    Example:
        >>> boxes1 = np.array([[0.0, 0, 4, 4], [2, 4, 6, 8]])
        >>> boxes2 = np.array([[0.0, 0, 2, 4], [2, 6, 10, 9], [2, 4, 6, 8]])
        >>> giou(boxes1, boxes2)
        array([[ 0.5       , -0.55555556, -0.33333333],
               [-0.5       ,  0.05      ,  1.        ]])
    """
    raise NotImplementedError
