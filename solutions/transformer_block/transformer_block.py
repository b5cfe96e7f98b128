"""A transformer block as in LLaMA: the reference solution."""

import math

import torch
from torch.nn import functional


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
    if num_heads < 1 or x.shape[2] % (2 * num_heads):
        raise ValueError(f"num_heads: expected {x.shape[2]} features to have an even share each, got {num_heads}")
    h = x + _attention(_rms_norm(x, weights["attention_norm"]), weights, num_heads)
    return h + _mlp(_rms_norm(h, weights["mlp_norm"]), weights)


def _rms_norm(x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return x * torch.rsqrt(x.square().mean(dim=-1, keepdim=True) + 1e-6) * weight


def _attention(x: torch.Tensor, weights: dict[str, torch.Tensor], num_heads: int) -> torch.Tensor:
    q, k, v = ((x @ weights[name].T).unflatten(2, (num_heads, -1)).transpose(1, 2) for name in ("w_q", "w_k", "w_v"))
    q, k = _rope(q), _rope(k)
    scores = q @ k.mT / math.sqrt(q.shape[3])
    later = torch.ones_like(scores, dtype=torch.bool).triu(1)
    mixed = torch.softmax(scores.masked_fill(later, -torch.inf), dim=-1) @ v
    return mixed.transpose(1, 2).flatten(2) @ weights["w_o"].T


def _rope(x: torch.Tensor) -> torch.Tensor:
    length, dim = x.shape[2:]
    angles = torch.arange(length)[:, None] * 10000.0 ** (-torch.arange(0, dim, 2) / dim)
    a, b = x.chunk(2, dim=-1)
    return torch.cat((a * angles.cos() - b * angles.sin(), a * angles.sin() + b * angles.cos()), dim=-1)


def _mlp(x: torch.Tensor, weights: dict[str, torch.Tensor]) -> torch.Tensor:
    gate = functional.silu(x @ weights["w_gate"].T)
    return (gate * (x @ weights["w_up"].T)) @ weights["w_down"].T
