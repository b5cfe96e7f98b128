"""Non-maximum suppression, each class for itself: the reference solution."""

import numpy as np


def nms(boxes: np.ndarray, scores: np.ndarray, classes: np.ndarray, iou_threshold: float) -> np.ndarray:
    """Return the indices of the kept boxes of all classes, best score first.

    Greedy within each class: take the best remaining box and keep it, drop every other remaining box of the same class
    whose IoU with it is greater than the threshold, and repeat until none remains. The inputs are not changed.

    Args:
        boxes: (N, 4), x1 y1 x2 y2 with x1 < x2 and y1 < y2. Any sign, any unit, any real dtype, any memory layout.
        scores: (N,), any real dtype. Of equal scores the lower index counts as better.
        classes: (N,), any integer dtype: labels, with gaps, negative or very large.
        iou_threshold: in [0, 1]; a box is dropped when its IoU with a kept box of its class is strictly greater.

    Returns:
        (K,) int64, indices into boxes by falling score, the classes mixed.

    Raises:
        ValueError: as in the exercise, or the shape of classes does not fit. The message names the argument.

    Example:
        >>> boxes = np.array([[0.0, 0, 10, 10], [1, 1, 11, 11], [0, 0, 10, 10]])
        >>> nms(boxes, np.array([0.7, 0.8, 0.9]), np.array([5, 5, 2]), 0.5)
        array([2, 1])
    """
    boxes, scores, classes = _checked(boxes, scores, classes, iou_threshold)
    x1, y1, x2, y2 = boxes.T
    area = (x2 - x1) * (y2 - y1)

    remaining = np.argsort(-scores, kind="stable")  # stable: of equal scores the lower index stays first
    kept = []
    while remaining.size > 0:
        best, others = remaining[0], remaining[1:]
        kept.append(best)
        width = np.minimum(x2[best], x2[others]) - np.maximum(x1[best], x1[others])
        height = np.minimum(y2[best], y2[others]) - np.maximum(y1[best], y1[others])
        overlap = np.maximum(width, 0) * np.maximum(height, 0)  # apart on either axis means no overlap
        iou = overlap / (area[best] + area[others] - overlap)
        remaining = others[(iou <= iou_threshold) | (classes[others] != classes[best])]
    return np.array(kept, dtype=np.int64)  # the dtype matters when nothing was kept: np.array([]) is float64


def _checked(
    boxes: np.ndarray, scores: np.ndarray, classes: np.ndarray, iou_threshold: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return boxes and scores as float64, and the classes as they are, or raise ValueError."""
    boxes = np.asarray(boxes, dtype=np.float64)
    scores = np.asarray(scores, dtype=np.float64)
    classes = np.asarray(classes)
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError(f"boxes: expected shape (N, 4), got {boxes.shape}")
    if scores.shape != boxes.shape[:1]:
        raise ValueError(f"scores: expected shape {boxes.shape[:1]}, one for each box, got {scores.shape}")
    if classes.shape != boxes.shape[:1]:
        raise ValueError(f"classes: expected shape {boxes.shape[:1]}, one for each box, got {classes.shape}")
    if not 0 <= iou_threshold <= 1:  # written so that a NaN fails too
        raise ValueError(f"iou_threshold: expected a number in [0, 1], got {iou_threshold}")
    if np.isnan(boxes).any():
        raise ValueError(f"boxes: expected numbers, got NaN in row {np.isnan(boxes).any(axis=1).argmax()}")
    if np.isnan(scores).any():
        raise ValueError(f"scores: expected numbers, got NaN at index {np.isnan(scores).argmax()}")
    return boxes, scores, classes
