"""Data parallelism: the reference solution."""

import numpy as np


def shard_gradient(w: np.ndarray, b: float, x: np.ndarray, y: np.ndarray) -> tuple[int, float, np.ndarray, float]:
    """Return what one machine sends: the loss of its examples, and the gradient. The arguments are not changed.

    The loss is the mean of (x @ w + b − y)² over the examples of this machine.

    Args:
        w: (D,), the weights, the same on each machine.
        b: the intercept.
        x: (N, D), the examples of this machine; N may be 0.
        y: (N,), the targets.

    Returns:
        count: N.
        loss: a number.
        dw, db: the gradient of the loss by w, (D,), and by b, a number. For no examples, loss and gradient are 0.

    Raises:
        ValueError: shapes that do not fit. The message names the argument.

    Example:
        >>> shard_gradient(np.array([1.0]), 0.0, np.array([[1.0], [2], [3]]), np.array([-1.0, 3, 1]))
        (3, 3.0, array([4.]), 2.0)
    """
    if x.ndim != 2:
        raise ValueError(f"x: expected (N, D), got {x.shape}")
    if w.shape != x.shape[1:]:
        raise ValueError(f"w: expected ({x.shape[1]},), got {w.shape}")
    if y.shape != x.shape[:1]:
        raise ValueError(f"y: expected ({len(x)},), got {y.shape}")
    error = x @ w + b - y
    count = max(len(x), 1)  # all sums are 0 for no examples
    return len(x), float(error @ error) / count, 2 / count * (error @ x), 2 / count * float(error.sum())


def merge(parts: list[tuple[int, float, np.ndarray, float]]) -> tuple[int, float, np.ndarray, float]:
    """Return count, loss and gradient of the examples of all machines together. The argument is not changed.

    Args:
        parts: what `shard_gradient` returned on each machine, or `merge` on a group of machines: (count, loss, dw, db).
            At least one; some counts may be 0, but not all.

    Returns:
        The sum of the counts, and loss, dw and db as one machine with all examples would have them.

    Raises:
        ValueError: there are no parts, a count is negative, or the shapes of dw differ. The message names `parts`.

    Example:
        >>> merge([(3, 3.0, np.array([4.0]), 2.0), (1, 9.0, np.array([-6.0]), 6.0)])
        (4, 4.5, array([1.5]), 3.0)
    """
    if not parts or min(part[0] for part in parts) < 0 or len({np.shape(part[2]) for part in parts}) > 1:
        raise ValueError("parts: expected at least one, with counts of 0 or more and gradients of one shape")
    total = sum(part[0] for part in parts)
    loss, dw, db = (sum(part[0] / total * part[k] for part in parts) for k in (1, 2, 3))
    return total, loss, dw, db
