"""Non-maximum suppression.

The statement is in README.md; `nox -s grade -- nms` grades this file.
"""

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
    raise NotImplementedError
