"""Area under the ROC curve.

The statement is in README.md; `nox -s grade -- roc_auc` grades this file.
"""

import numpy as np


def roc_auc(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return the area under the ROC curve.

    It is the probability that a positive, drawn at random, has a higher score than a negative, drawn at random. Equal
    scores count half.

    Args:
        scores: (N,), any real numbers; the higher, the more likely a positive.
        labels: (N,), 1 for a positive and 0 for a negative; at least one of each.

    Returns:
        A number from 0 to 1.

    Raises:
        ValueError: scores that are not (N,) or hold a NaN; labels of another shape, of other values, or of one class.
            The message names the argument.

    Example:
        >>> roc_auc(np.array([0.9, 0.8, 0.7, 0.7, 0.5, 0.3]), np.array([1, 0, 1, 0, 1, 0]))
        0.6111111111111112
    """
    raise NotImplementedError
