"""Scaled dot-product attention.

The statement is in README.md; `nox -s grade -- attention` grades this file.
"""

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
    raise NotImplementedError
