"""Anchors, and the offsets of boxes from them: the reference solution."""

from collections.abc import Sequence

import numpy as np


def anchors(
    feature_size: tuple[int, int], stride: float, scales: Sequence[float], ratios: Sequence[float]
) -> np.ndarray:
    """Return the anchors of a feature map: boxes of every ratio and scale around the center of every cell.

    Args:
        feature_size: (H, W), the cells of the map down and across.
        stride: the side of a cell in pixels of the image.
        scales: the side in pixels that an anchor of ratio 1 has; the area is scale², whatever the ratio.
        ratios: height / width.

    Returns:
        (H · W · R · S, 4), x1 y1 x2 y2: cell by cell along the rows of the map; in each cell the ratios in their order,
        and for each ratio the scales in theirs.

    Raises:
        ValueError: a stride, scale or ratio of 0 or less. The message names stride, scales or ratios.

    Example:
        >>> anchors((1, 2), 16, [16, 32], [1, 4])[:4]
        array([[  0.,   0.,  16.,  16.],
               [ -8.,  -8.,  24.,  24.],
               [  4.,  -8.,  12.,  24.],
               [  0., -24.,  16.,  40.]])
    """
    for name, values in (("stride", [stride]), ("scales", scales), ("ratios", ratios)):
        if not all(value > 0 for value in values):
            raise ValueError(f"{name}: expected numbers above 0, got {values}")
    roots = np.sqrt(ratios)
    widths, heights = np.outer(1 / roots, scales).ravel(), np.outer(roots, scales).ravel()
    around = np.stack([-widths, -heights, widths, heights], axis=1) / 2
    height, width = feature_size
    x, y = np.meshgrid((np.arange(width) + 0.5) * stride, (np.arange(height) + 0.5) * stride)
    centers = np.stack([x, y, x, y], axis=-1).reshape(height * width, 1, 4)
    return (centers + around).reshape(height * width * len(around), 4)


def encode(boxes: np.ndarray, anchor_boxes: np.ndarray) -> np.ndarray:
    """Return the offsets that turn each anchor into its box: what the network is trained to predict.

    Args:
        boxes: (N, 4), x1 y1 x2 y2 with x1 < x2 and y1 < y2.
        anchor_boxes: (N, 4), likewise; one for each box.

    Returns:
        (N, 4): dx and dy, the way between the centers in widths and heights of the anchor; dw and dh, the natural
        logarithms of the ratios of widths and of heights.

    Raises:
        ValueError: a shape other than (N, 4), or different shapes. The message names boxes or anchor_boxes.

    Example:
        >>> encode(np.array([[4.0, 0, 20, 24]]), np.array([[0.0, 0, 16, 16]])).round(4)
        array([[0.25  , 0.25  , 0.    , 0.4055]])
    """
    _check(boxes, anchor_boxes, "boxes")
    center, size = _center_and_size(boxes)
    anchor_center, anchor_size = _center_and_size(anchor_boxes)
    return np.hstack([(center - anchor_center) / anchor_size, np.log(size / anchor_size)])


def decode(offsets: np.ndarray, anchor_boxes: np.ndarray) -> np.ndarray:
    """Return the boxes to which the offsets move the anchors: the inverse of encode.

    Args:
        offsets: (N, 4), dx dy dw dh.
        anchor_boxes: (N, 4), x1 y1 x2 y2; one for each row of offsets.

    Returns:
        (N, 4), x1 y1 x2 y2.

    Raises:
        ValueError: a shape other than (N, 4), or different shapes. The message names offsets or anchor_boxes.

    Example:
        >>> decode(np.array([[0.25, 0.25, 0, np.log(1.5)]]), np.array([[0.0, 0, 16, 16]]))
        array([[ 4.,  0., 20., 24.]])
    """
    _check(offsets, anchor_boxes, "offsets")
    anchor_center, anchor_size = _center_and_size(anchor_boxes)
    center = anchor_center + offsets[:, :2] * anchor_size
    half = anchor_size * np.exp(offsets[:, 2:]) / 2
    return np.hstack([center - half, center + half])


def _center_and_size(boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the centers (N, 2) and the widths and heights (N, 2)."""
    return (boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]


def _check(rows: np.ndarray, anchor_boxes: np.ndarray, name: str) -> None:
    """Raise ValueError unless both have the shape (N, 4)."""
    if rows.shape != anchor_boxes.shape or rows.shape != (len(rows), 4):
        raise ValueError(f"{name}, anchor_boxes: expected (N, 4) twice, got {rows.shape} and {anchor_boxes.shape}")
