"""Backpropagation by hand.

The statement is in README.md; `nox -s grade -- mlp_backprop` grades this file.
"""

import numpy as np


def mlp_backprop(
    x: np.ndarray, y: np.ndarray, w1: np.ndarray, b1: np.ndarray, w2: np.ndarray, b2: np.ndarray
) -> tuple[float, dict[str, np.ndarray]]:
    """Return the loss of a two-layer network and its gradients. The arguments are not changed.

    The network is relu(x w1 + b1) w2 + b2, the loss the mean cross-entropy of its softmax.

    Args:
        x: (N, D), a row for each example; N is 1 or more.
        y: (N,) integers, the right class of each, from 0 to C - 1.
        w1: (D, H).
        b1: (H,).
        w2: (H, C).
        b2: (C,).

    Returns:
        The loss, and the gradients of the loss by name, `{"w1": …, "b1": …, "w2": …, "b2": …}`, each in the shape of
        its parameter.

    Raises:
        ValueError: shapes that do not fit, or a label out of its range. The message names the argument.

    Example:
        >>> w1, w2 = np.array([[1.0, -1], [2, 1]]), np.log(3) * np.array([[0.0, 1], [0, -2]])
        >>> loss, grads = mlp_backprop(np.eye(2), np.array([0, 1]), w1, np.zeros(2), w2, np.zeros(2))
        >>> round(loss, 4), grads["b2"]
        (1.0397, array([-0.125,  0.125]))
    """
    raise NotImplementedError
