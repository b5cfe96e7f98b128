"""Mean average precision: the reference solution."""

import numpy as np


def match(boxes: np.ndarray, scores: np.ndarray, truths: np.ndarray, iou_threshold: float = 0.5) -> np.ndarray:
    """Say which detections of one class in one image are hits, by the rule of Pascal VOC.

    From the best score down, each detection looks at the truth with which its IoU is largest. It is a hit if that is at
    least the threshold and no better detection has hit the same truth.

    Args:
        boxes: (N, 4), the detections, x1 y1 x2 y2 with x1 < x2 and y1 < y2, continuous: width = x2 - x1.
        scores: (N,), in any order.
        truths: (M, 4), the boxes that should have been found.
        iou_threshold: above 0, at most 1.

    Returns:
        (N,) bool, in the order of boxes. N and M may be 0.

    Example:
        >>> boxes = np.array([[0.0, 0, 10, 9], [0, 0, 10, 8], [12, 0, 22, 10], [20, 0, 30, 8], [41, 0, 51, 10]])
        >>> truths = np.array([[0.0, 0, 10, 10], [20, 0, 30, 10], [40, 0, 50, 10], [60, 0, 70, 10]])
        >>> match(boxes, np.array([0.95, 0.9, 0.8, 0.7, 0.6]), truths)
        array([ True, False, False,  True,  True])
    """
    hits = np.zeros(len(boxes), dtype=bool)
    if not len(truths):
        return hits
    iou = _iou(boxes, truths)
    best = iou.argmax(axis=1)  # among all truths, those that were hit before too
    found = set()
    for i in np.argsort(-scores):
        if iou[i, best[i]] >= iou_threshold and best[i] not in found:
            found.add(best[i])
            hits[i] = True
    return hits


def average_precision(scores: np.ndarray, hits: np.ndarray, count: int) -> float:
    """Return the area under the interpolated precision-recall curve of one class: all points, as in VOC since 2010.

    The precision at a recall is the best precision at that recall or any larger one.

    Args:
        scores: (N,), of the detections in all images, in any order.
        hits: (N,) bool, which of them are hits.
        count: number of truths in all images, 1 or more.

    Returns:
        A number from 0 to 1; 0 without detections.

    Example:
        >>> average_precision(np.array([0.95, 0.9, 0.8, 0.7, 0.6]), np.array([True, False, False, True, True]), 4)
        0.55
    """
    found = np.cumsum(hits[np.argsort(-scores)])
    precision = found / np.arange(1, len(found) + 1)
    best_from_here = np.maximum.accumulate(precision[::-1])[::-1]
    steps = np.diff(found, prepend=0) / count  # how much the recall rises at each detection
    return float(steps @ best_from_here)


def mean_average_precision(detections: np.ndarray, truths: np.ndarray, iou_threshold: float = 0.5) -> float:
    """Return the mean of the average precisions of all classes that have a truth.

    Args:
        detections: (N, 7), rows of image, class, score, x1, y1, x2, y2.
        truths: (M, 6), rows of image, class, x1, y1, x2, y2; M is 1 or more.
        iou_threshold: above 0, at most 1.

    Returns:
        A number from 0 to 1.

    Example:
        >>> detections = np.array([[0, 3, 0.9, 0, 0, 10, 9], [1, 3, 0.8, 0, 0, 10, 9], [1, 5, 0.7, 0, 0, 10, 6]])
        >>> truths = np.array([[0.0, 3, 0, 0, 10, 10], [0, 3, 20, 0, 30, 10], [1, 5, 0, 0, 10, 10]])
        >>> mean_average_precision(detections, truths)
        0.75
    """
    precisions = []
    for label in np.unique(truths[:, 1]):
        mine, wanted = detections[detections[:, 1] == label], truths[truths[:, 1] == label]
        hits = np.empty(len(mine), dtype=bool)
        for image in np.unique(mine[:, 0]):
            here = mine[:, 0] == image
            hits[here] = match(mine[here, 3:], mine[here, 2], wanted[wanted[:, 0] == image, 2:], iou_threshold)
        precisions.append(average_precision(mine[:, 2], hits, len(wanted)))
    return float(np.mean(precisions))


def _iou(boxes: np.ndarray, truths: np.ndarray) -> np.ndarray:
    """Return the IoU of every detection with every truth, (N, M)."""
    sides = np.minimum(boxes[:, None, 2:], truths[:, 2:]) - np.maximum(boxes[:, None, :2], truths[:, :2])
    overlap = np.maximum(sides, 0).prod(axis=2)
    area, other = ((values[:, 2:] - values[:, :2]).prod(axis=1) for values in (boxes, truths))
    return overlap / (area[:, None] + other - overlap)
