"""Intersection over union, and GIoU: the reference solution."""

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
    overlap, union = _overlap_and_union(*_column_and_row(boxes1, boxes2))
    return overlap / union


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
    column, row = _column_and_row(boxes1, boxes2)
    overlap, union = _overlap_and_union(column, row)
    left1, top1, right1, bottom1 = column
    left2, top2, right2, bottom2 = row
    hull_width = np.maximum(right1, right2) - np.minimum(left1, left2)  # never negative: nothing to clip here
    hull_height = np.maximum(bottom1, bottom2) - np.minimum(top1, top2)
    hull = hull_width * hull_height
    return overlap / union - (hull - union) / hull


def _overlap_and_union(column: np.ndarray, row: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the areas that each pair shares and that it covers together, both (N, M)."""
    x1, y1, x2, y2 = column
    u1, v1, u2, v2 = row
    width = np.minimum(x2, u2) - np.maximum(x1, u1)
    height = np.minimum(y2, v2) - np.maximum(y1, v1)
    overlap = np.maximum(width, 0) * np.maximum(height, 0)  # apart on either axis means no overlap
    area, other = (x2 - x1) * (y2 - y1), (u2 - u1) * (v2 - v1)
    return overlap, area + other - overlap


def _column_and_row(boxes1: np.ndarray, boxes2: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the coordinates as (4, N, 1) and (4, M): any arithmetic between the two is then (N, M)."""
    boxes1, boxes2 = _checked(boxes1, "boxes1"), _checked(boxes2, "boxes2")
    return boxes1.T[:, :, np.newaxis], boxes2.T


def _checked(boxes: np.ndarray, name: str) -> np.ndarray:
    """Return boxes as float64, in which no area overflows, or raise ValueError."""
    boxes = np.asarray(boxes, dtype=np.float64)
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError(f"{name}: expected shape (N, 4), got {boxes.shape}")
    if np.isnan(boxes).any():
        raise ValueError(f"{name}: expected numbers, got NaN in row {np.isnan(boxes).any(axis=1).argmax()}")
    return boxes
