"""Scaled dot-product attention: the reference solution."""

import math

import torch


def attention(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor | None = None, is_causal: bool = False
) -> torch.Tensor:
    """Return the scaled dot-product attention of queries to keys and values. The arguments are not changed.

    Args:
        q: (B, H, L, D), the queries of B sequences and H heads.
        k: (B, H, S, D), the keys.
        v: (B, H, S, Dv), the values; Dv need not be D.
        mask: bool, of any shape that broadcasts to (B, H, L, S). True: this query may attend to this key.
        is_causal: whether query i may attend to keys 0 to i only. L is S then, and mask is None.

    Returns:
        (B, H, L, Dv): softmax(q kᵀ / √D) v, the softmax over the keys.

    Raises:
        ValueError: k has not the D of q, v has not the S of k, or mask is not bool. The message names the argument.

    Example:
        >>> q = torch.tensor([[[[2.0, 0, 0, 0], [0, 0, 0, 0]]]])
        >>> k = torch.tensor([[[[1.0986, 0, 0, 0], [0, 0, 0, 0]]]])  # ln 3 = 1.0986
        >>> v = torch.tensor([[[[4.0, 0], [0, 8]]]])
        >>> attention(q, k, v)[0, 0].round(decimals=3)
        tensor([[3., 2.],
                [2., 4.]])

    Source:
        torch.nn.functional.scaled_dot_product_attention.
    """
    if k.shape[-1] != q.shape[-1]:
        raise ValueError(f"k: expected {q.shape[-1]} in the last axis, as in q, got {k.shape[-1]}")
    if v.shape[2] != k.shape[2]:
        raise ValueError(f"v: expected {k.shape[2]} rows, as in k, got {v.shape[2]}")
    if mask is not None and mask.dtype != torch.bool:
        raise ValueError(f"mask: expected bool, got {mask.dtype}")
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    if is_causal:
        mask = torch.ones_like(scores, dtype=torch.bool).tril()
    if mask is None:
        return torch.softmax(scores, dim=-1) @ v
    scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
    weights = torch.softmax(scores, dim=-1).masked_fill(~mask, 0.0)  # zeros where a query may attend to nothing
    return weights @ v
