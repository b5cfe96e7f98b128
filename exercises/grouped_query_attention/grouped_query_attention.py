"""Grouped-query attention.

The statement is in README.md; `nox -s grade -- grouped_query_attention` grades this file.
"""

import torch


def grouped_query_attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, is_causal: bool = False) -> torch.Tensor:
    """Return attention in which neighboring query heads share keys and values. The arguments are not changed.

    Args:
        q: (B, Hq, L, D), the queries.
        k: (B, Hkv, S, D), the keys. Hkv divides Hq; query head h reads key head h // (Hq / Hkv).
        v: (B, Hkv, S, D), the values.
        is_causal: whether query i may attend to keys 0 to i only. L is S then.

    Returns:
        (B, Hq, L, D).

    Raises:
        ValueError: Hkv does not divide Hq. The message names k.

    Example:
        >>> q = torch.tensor([1.0, 0, 1, 0]).view(1, 4, 1, 1)  # four heads
        >>> k = torch.tensor([[1.0986, 0], [0, 1.0986]]).view(1, 2, 2, 1)  # two heads, two keys; ln 3 = 1.0986
        >>> v = torch.tensor([[4.0, 0], [8, 0]]).view(1, 2, 2, 1)
        >>> grouped_query_attention(q, k, v).flatten().round(decimals=3)
        tensor([3., 2., 2., 4.])

    Source:
        torch.nn.functional.scaled_dot_product_attention with enable_gqa=True.
    """
    raise NotImplementedError
