"""Cross-entropy.

The statement is in README.md; `nox -s grade -- cross_entropy` grades this file.
"""

import torch


def cross_entropy(
    logits: torch.Tensor,
    targets: torch.Tensor,
    weight: torch.Tensor | None = None,
    ignore_index: int = -100,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
) -> torch.Tensor:
    """Return the cross-entropy of the softmax of some logits and the right classes.

    Args:
        logits: (N, C), a real number for each class, before the softmax.
        targets: (N,) int64, the right class of each row, from 0 to C - 1, or `ignore_index`.
        weight: (C,), how much each class counts; None for 1 each.
        ignore_index: rows with this target count for nothing.
        label_smoothing: from 0 to 1, the share of the target that is spread evenly over all C classes.
        reduction: "mean", "sum" or "none".

    Returns:
        The weighted mean or the sum of the losses of all rows, shape (); with "none" the losses, shape (N,), 0 where
        the target is ignored.

    Raises:
        ValueError: a wrong shape, target, share or word. The message names the argument.

    Example:
        >>> logits = torch.tensor([[2.0, 1, 1], [1, 1, 2], [1, 2, 1]]).log()
        >>> cross_entropy(logits, torch.tensor([0, 1, -100]))
        tensor(1.0397)
    """
    raise NotImplementedError
