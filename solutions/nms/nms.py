"""Non-maximum suppression: the reference solution."""

import numpy as np


def nms(boxes: np.ndarray, scores: np.ndarray, iou_threshold: float) -> np.ndarray:
    """Return the indices of the kept boxes, best score first.

    Greedy: take the best remaining box and keep it, drop every other remaining box whose IoU with it is greater than
    the threshold, and repeat until none remains. The inputs are not changed.

    Args:
        boxes: (N, 4), x1 y1 x2 y2 with x1 < x2 and y1 < y2. Continuous coordinates in any unit: width = x2 - x1,
            without a +1. Any sign, any real dtype, any memory layout. No boxes have shape (0, 4).
        scores: (N,), any real dtype. Of equal scores the lower index counts as better.
        iou_threshold: in [0, 1]; a box is dropped when its IoU with a kept box is strictly greater.

    Returns:
        (K,) int64, indices into boxes by falling score. Other integer dtypes and lists pass; boxes do not.

    Raises:
        ValueError: a shape does not fit, the lengths differ, the threshold is NaN or lies outside [0, 1], or there is
            a NaN in boxes or scores. The message names the argument.

    Example:
        >>> boxes = np.array([[26.0, 18, 66, 58], [80, 20, 120, 60], [10, 10, 50, 50],
        ...                   [80, 20, 100, 60], [18, 14, 58, 54], [84, 24, 124, 64]])
        >>> scores = np.array([0.6, 0.7, 0.9, 0.5, 0.8, 0.65])
        >>> nms(boxes, scores, 0.5)  # 2 drops 4, 1 drops 5; the IoU of 1 and 3 is exactly 0.5
        array([2, 1, 0, 3])
    """
    boxes, scores = _checked(boxes, scores, iou_threshold)
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
        remaining = others[iou <= iou_threshold]
    return np.array(kept, dtype=np.int64)  # the dtype matters when nothing was kept: np.array([]) is float64


def _checked(boxes: np.ndarray, scores: np.ndarray, iou_threshold: float) -> tuple[np.ndarray, np.ndarray]:
    """Return boxes and scores as float64, in which neither an area nor a minus sign overflows, or raise ValueError."""
    boxes = np.asarray(boxes, dtype=np.float64)
    scores = np.asarray(scores, dtype=np.float64)
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError(f"boxes: expected shape (N, 4), got {boxes.shape}")
    if scores.ndim != 1:
        raise ValueError(f"scores: expected shape (N,), got {scores.shape}")
    if len(scores) != len(boxes):
        raise ValueError(f"scores: expected one for each of the {len(boxes)} boxes, got {len(scores)}")
    if not 0 <= iou_threshold <= 1:  # written so that a NaN fails too
        raise ValueError(f"iou_threshold: expected a number in [0, 1], got {iou_threshold}")
    if np.isnan(boxes).any():
        raise ValueError(f"boxes: expected numbers, got NaN in row {np.isnan(boxes).any(axis=1).argmax()}")
    if np.isnan(scores).any():
        raise ValueError(f"scores: expected numbers, got NaN at index {np.isnan(scores).argmax()}")
    return boxes, scores
