"""Rotary position embedding.

The statement is in README.md; `nox -s grade -- rope` grades this file.
"""

import torch


def rope(
    x: torch.Tensor, positions: torch.Tensor | None = None, base: float = 10000.0, interleaved: bool = False
) -> torch.Tensor:
    """Return queries or keys rotated by their positions. The arguments are not changed.

    At position p, pair i of a vector (i = 0 to D/2 - 1) is rotated by the angle p * base ** (-2 i / D):
    (a, b) becomes (a cos - b sin, a sin + b cos).

    Args:
        x: (B, H, L, D), D even.
        positions: (L,) integers, the position of each of the L vectors; None for 0 to L - 1.
        base: of the angles.
        interleaved: which features are pair i: i and i + D/2, or, if true, 2 i and 2 i + 1.

    Returns:
        (B, H, L, D), every feature in its old place.

    Raises:
        ValueError: D is odd. The message names x.

    Example:
        >>> x = torch.tensor([1.0, 2, 3, 4]).view(1, 1, 1, 4)
        >>> positions = torch.tensor([2])
        >>> rope(x, positions, base=4.0).flatten()  # (1, 3) is rotated by 2, (2, 4) by 2 / √4 = 1
        tensor([-3.1440, -2.2853, -0.3391,  3.8442])
        >>> rope(x, positions, base=4.0, interleaved=True).flatten()  # (1, 2) by 2, (3, 4) by 1
        tensor([-2.2347,  0.0770, -1.7450,  4.6856])

    Source:
        Su and others, 2021; the pairs of GPT-NeoX and Hugging Face (False) and of Meta's LLaMA (True).
    """
    raise NotImplementedError
