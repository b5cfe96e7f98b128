"""Transformer block as in LLaMA.

The statement is in README.md; `nox -s grade -- transformer_block` grades this file.
"""

import torch


def transformer_block(x: torch.Tensor, weights: dict[str, torch.Tensor], num_heads: int) -> torch.Tensor:
    """Return the tokens after one pre-norm transformer block. The arguments are not changed.

    h = x + attention(rms_norm(x)), and the result is h + mlp(rms_norm(h)).

    Args:
        x: (B, L, E), the tokens at positions 0 to L - 1.
        weights: tensors by name; those of linear maps are (out, in) as in torch.nn.Linear, without biases.
            "attention_norm" and "mlp_norm": (E,), the weights of the two RMSNorms, whose eps is 1e-6.
            "w_q", "w_k", "w_v", "w_o": (E, E). Head h has the features h D to (h + 1) D - 1, with D = E / num_heads.
            "w_gate", "w_up": (F, E), and "w_down": (E, F).
        num_heads: divides E; E / num_heads is even.

    Returns:
        (B, L, E).

    Raises:
        ValueError: num_heads does not divide E into even parts. The message names the argument.

    Example:
        >>> x = torch.tensor([[[3.0, 4.0]]])  # one token with two features; its RMS is √12.5 = 3.5355
        >>> eye, one = torch.eye(2), torch.ones(2)
        >>> weights = {"attention_norm": one, "w_q": eye, "w_k": eye, "w_v": eye, "w_o": 3.5355 * eye}
        >>> weights |= {"mlp_norm": 1.4142 * one, "w_gate": eye, "w_up": eye, "w_down": 10 * eye}
        >>> transformer_block(x, weights, num_heads=1).round(decimals=2)
        tensor([[[17.0700, 29.3000]]])

    Source:
        Touvron and others, LLaMA, 2023; RoPE with the pairs of Hugging Face.
    """
    raise NotImplementedError
