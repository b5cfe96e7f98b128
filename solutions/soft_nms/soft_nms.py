"""Soft non-maximum suppression: the reference solution."""

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
    boxes, scores = _checked(boxes, scores, sigma, method, iou_threshold)
    left = np.arange(len(boxes))  # the boxes that remain
    kept, lowered = [], []
    while left.size:
        best = scores.argmax()
        if scores[best] < score_threshold:  # then all the others are below it too
            break
        kept.append(left[best])
        lowered.append(scores[best])
        iou = _iou(boxes[best], boxes)
        if method == "gaussian":
            scores = scores * np.exp(-(iou**2) / sigma)
        else:
            scores = scores * np.where(iou > iou_threshold, 1 - iou, 1.0)
        stays = np.ones(left.size, dtype=bool)
        stays[best] = False
        left, boxes, scores = left[stays], boxes[stays], scores[stays]
    return np.array(kept, dtype=np.int64), np.array(lowered)


def _iou(box: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the IoU of one box with each of the others."""
    x1, y1, x2, y2 = others.T
    width = np.minimum(box[2], x2) - np.maximum(box[0], x1)
    height = np.minimum(box[3], y2) - np.maximum(box[1], y1)
    overlap = np.maximum(width, 0) * np.maximum(height, 0)
    return overlap / ((box[2] - box[0]) * (box[3] - box[1]) + (x2 - x1) * (y2 - y1) - overlap)


def _checked(
    boxes: np.ndarray, scores: np.ndarray, sigma: float, method: str, iou_threshold: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return boxes and scores as float64, or raise ValueError."""
    boxes, scores = np.asarray(boxes, dtype=np.float64), np.asarray(scores, dtype=np.float64)
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError(f"boxes: expected shape (N, 4), got {boxes.shape}")
    if scores.shape != boxes.shape[:1]:
        raise ValueError(f"scores: expected shape ({len(boxes)},), one for each of the boxes, got {scores.shape}")
    if not sigma > 0:
        raise ValueError(f"sigma: expected a number above 0, got {sigma}")
    if method not in ("gaussian", "linear"):
        raise ValueError(f'method: expected "gaussian" or "linear", got {method!r}')
    if not 0 <= iou_threshold <= 1:
        raise ValueError(f"iou_threshold: expected a number in [0, 1], got {iou_threshold}")
    return boxes, scores
