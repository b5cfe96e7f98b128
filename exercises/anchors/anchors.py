"""Anchors and box offsets.

The statement is in README.md; `nox -s grade -- anchors` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError
