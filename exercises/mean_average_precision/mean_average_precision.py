"""Mean average precision.

The statement is in README.md; `nox -s grade -- mean_average_precision` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError
