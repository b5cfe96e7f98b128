"""Softmax, sigmoid and the labels they give: with a temperature.

The statement is in README.md; `nox -s grade -- multilabel/temperature` grades this file.
"""

import numpy as np


def softmax(logits: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    """Return probabilities that compete: exp(logit / temperature) over their sum along `axis`, so that they sum to 1.

    Args:
        logits: any shape of one axis or more, any real dtype, any memory layout, not changed. -inf gets 0.
        axis: the axis of the classes; negative ones count from the end.
        temperature: above 0; below 1 the best gets more, above 1 less. However small it is, there is no NaN.

    Returns:
        float64, in the shape of logits.
    """
    raise NotImplementedError


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-logit)) in the shape of logits, each logit by itself."""
    raise NotImplementedError


def predict_multiclass(logits: np.ndarray) -> np.ndarray:
    """Return the index of the largest logit of each row of (N, C)."""
    raise NotImplementedError


def predict_multilabel(logits: np.ndarray, threshold: float | np.ndarray = 0.5) -> np.ndarray:
    """Return which labels are on, (N, C) bool: sigmoid >= threshold, a number or an array of shape (C,)."""
    raise NotImplementedError


def predict_topk(logits: np.ndarray, k: int) -> np.ndarray:
    """Return the indices of the k largest logits of each row, the largest first: (N, min(k, C))."""
    raise NotImplementedError
