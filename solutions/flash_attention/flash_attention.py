"""FlashAttention in blocks: the reference solution."""

import math

import torch


def flash_attention(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, block_size: int, is_causal: bool = False
) -> torch.Tensor:
    """Return the scaled dot-product attention, block by block, without an L × S matrix. The arguments are not changed.

    Args:
        q: (B, H, L, D), the queries of B sequences and H heads.
        k: (B, H, S, D), the keys.
        v: (B, H, S, Dv), the values; Dv need not be D.
        block_size: the number of queries, and of keys, that are taken at once; the last block may be shorter.
        is_causal: whether query i may attend to keys 0 to i only. L is S then.

    Returns:
        (B, H, L, Dv): softmax(q kᵀ / √D) v, the softmax over the keys.

    Raises:
        ValueError: k has not the D of q, v has not the S of k, or block_size is less than 1. The message names it.

    Example:
        >>> q = torch.tensor([[[[1.0]]]])
        >>> k = torch.tensor([[[[0.0], [0.6931], [1.3863]]]])  # 0, ln 2, ln 4
        >>> v = torch.tensor([[[[7.0], [14.0], [0.0]]]])
        >>> flash_attention(q, k, v, block_size=2).round(decimals=3)
        tensor([[[[5.]]]])

    Source:
        Dao et al., FlashAttention, 2022, algorithm 1.
    """
    if k.shape[-1] != q.shape[-1]:
        raise ValueError(f"k: expected {q.shape[-1]} in the last axis, as in q, got {k.shape[-1]}")
    if v.shape[2] != k.shape[2]:
        raise ValueError(f"v: expected {k.shape[2]} rows, as in k, got {v.shape[2]}")
    if block_size < 1:
        raise ValueError(f"block_size: expected 1 or more, got {block_size}")
    blocks = range(0, q.shape[2], block_size)
    return torch.cat([_some_queries(q, k, v, first, block_size, is_causal) for first in blocks], dim=2)


def _some_queries(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, first: int, block_size: int, is_causal: bool
) -> torch.Tensor:
    """Return the attention of the block of queries that begins at `first`, by an online softmax over the keys."""
    q = q[:, :, first : first + block_size] / math.sqrt(q.shape[-1])
    rows = first + torch.arange(q.shape[2])[:, None]
    highest = q.new_full((*q.shape[:3], 1), -torch.inf)
    total = q.new_zeros(*q.shape[:3], 1)
    result = q.new_zeros(*q.shape[:3], v.shape[-1])
    end = first + q.shape[2] if is_causal else k.shape[2]  # a causal query sees no key after this
    for start in range(0, end, block_size):
        block = slice(start, start + block_size)
        scores = q @ k[:, :, block].mT
        if is_causal:
            scores = scores.masked_fill(start + torch.arange(scores.shape[-1]) > rows, -torch.inf)
        higher = torch.maximum(highest, scores.amax(-1, keepdim=True))
        rescale = torch.exp(highest - higher)  # 0 in the first block
        weights = torch.exp(scores - higher)
        total = total * rescale + weights.sum(-1, keepdim=True)
        result = result * rescale + weights @ v[:, :, block]
        highest = higher
    return result / total
