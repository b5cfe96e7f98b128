"""Non-maximum suppression: each class for itself.

The statement is in README.md; `nox -s grade -- nms/per_class` grades this file.
"""

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
    raise NotImplementedError
