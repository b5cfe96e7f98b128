"""Multi-head attention.

The statement is in README.md; `nox -s grade -- multi_head_attention` grades this file.
"""

import torch


def multi_head_attention(
    x: torch.Tensor,
    w_q: torch.Tensor,
    w_k: torch.Tensor,
    w_v: torch.Tensor,
    w_o: torch.Tensor,
    num_heads: int,
    context: torch.Tensor | None = None,
    is_causal: bool = False,
) -> torch.Tensor:
    """Return multi-head attention of x to itself, or to a context. The arguments are not changed.

    Args:
        x: (B, L, E), the tokens.
        w_q: (E, E), the weight of the queries, (out, in) as in torch.nn.Linear: q = x w_qᵀ. No biases.
        w_k: (E, E), of the keys.
        w_v: (E, E), of the values.
        w_o: (E, E), of the output.
        num_heads: H, which divides E. Head h has the features h D to (h + 1) D - 1 of q, k and v, with D = E / H.
        context: (B, S, E), what keys and values are made of; None for x itself.
        is_causal: whether token i may attend to tokens 0 to i only. context is None then.

    Returns:
        (B, L, E).

    Raises:
        ValueError: num_heads does not divide E. The message names the argument.

    Example:
        >>> x = torch.eye(2)[None]  # one sequence of two tokens with two features
        >>> w_q, w_k, w_v = torch.eye(2), 1.0986 * torch.eye(2), 4 * torch.eye(2)  # ln 3 = 1.0986
        >>> w_o = torch.tensor([[1.0, 1], [0, 1]])
        >>> multi_head_attention(x, w_q, w_k, w_v, w_o, num_heads=2)[0].round(decimals=3)
        tensor([[5., 2.],
                [5., 3.]])

    Source:
        torch.nn.MultiheadAttention with bias=False and batch_first=True.
    """
    raise NotImplementedError
