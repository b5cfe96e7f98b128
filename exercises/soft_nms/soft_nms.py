"""Soft non-maximum suppression.

The statement is in README.md; `nox -s grade -- soft_nms` grades this file.
"""

import numpy as np


def soft_nms(
    boxes: np.ndarray,
    scores: np.ndarray,
    sigma: float = 0.5,
    method: str = "gaussian",
    iou_threshold: float = 0.3,
    score_threshold: float = 0.001,
) -> tuple[np.ndarray, np.ndarray]:
    """Take the boxes one by one, best score first; each lowers the scores of those that it overlaps.

    The best score is looked for again after each step, among the lowered ones. The inputs are not changed.

    Args:
        boxes: (N, 4), x1 y1 x2 y2 with x1 < x2 and y1 < y2, continuous: width = x2 - x1. No boxes have shape (0, 4).
        scores: (N,), none of them below score_threshold.
        sigma: above 0, for "gaussian": a score is multiplied by exp(-iou² / sigma).
        method: "gaussian", or "linear": a score is multiplied by 1 - iou where iou is above iou_threshold.
        iou_threshold: in [0, 1], for "linear" only.
        score_threshold: a box whose score has fallen below it is dropped.

    Returns:
        The indices of the boxes as they were taken, (K,) int64, and the score that each had then, (K,) float64.

    Raises:
        ValueError: a bad shape, sigma, method or iou_threshold. The message names the argument.

    Example:
        >>> boxes = np.array([[0.0, 0, 10, 10], [0, 0, 10, 5], [20, 0, 30, 10], [0, 0, 10, 8]])
        >>> scores = np.array([0.9, 0.8, 0.7, 0.6])
        >>> indices, lowered = soft_nms(boxes, scores)
        >>> indices, lowered.round(4)
        (array([0, 2, 1, 3]), array([0.9   , 0.7   , 0.4852, 0.0764]))
    """
    raise NotImplementedError
