"""Loss and gradients of a network with one hidden layer: the reference solution."""

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
    _check(x, y, w1, b1, w2, b2)
    n = len(x)
    z = x @ w1 + b1
    h = np.maximum(z, 0)
    logits = h @ w2 + b2
    shifted = logits - logits.max(axis=1, keepdims=True)
    sums = np.exp(shifted).sum(axis=1)
    loss = (np.log(sums) - shifted[np.arange(n), y]).mean()

    d_logits = np.exp(shifted) / sums[:, None]
    d_logits[np.arange(n), y] -= 1
    d_logits /= n
    d_z = (d_logits @ w2.T) * (z > 0)
    grads = {"w1": x.T @ d_z, "b1": d_z.sum(axis=0), "w2": h.T @ d_logits, "b2": d_logits.sum(axis=0)}
    return float(loss), grads


def _check(x, y, w1, b1, w2, b2) -> None:
    if np.ndim(x) != 2 or np.ndim(w1) != 2 or np.shape(x)[1] != np.shape(w1)[0]:
        raise ValueError(f"x, w1: expected (N, D) and (D, H), got shapes {np.shape(x)} and {np.shape(w1)}")
    if np.shape(b1) != np.shape(w1)[1:]:
        raise ValueError(f"b1: expected {np.shape(w1)[1:]}, got shape {np.shape(b1)}")
    if np.ndim(w2) != 2 or np.shape(w2)[0] != np.shape(w1)[1]:
        raise ValueError(f"w2: expected ({np.shape(w1)[1]}, C), got shape {np.shape(w2)}")
    if np.shape(b2) != np.shape(w2)[1:]:
        raise ValueError(f"b2: expected {np.shape(w2)[1:]}, got shape {np.shape(b2)}")
    if np.shape(y) != (len(x),) or np.min(y) < 0 or np.max(y) >= np.shape(w2)[1]:
        raise ValueError(f"y: expected {len(x)} labels from 0 to {np.shape(w2)[1] - 1}")
