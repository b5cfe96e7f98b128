"""InfoNCE, the loss of CLIP.

The statement is in README.md; `nox -s grade -- info_nce` grades this file.
"""

import torch


def info_nce(a: torch.Tensor, b: torch.Tensor, temperature: float) -> torch.Tensor:
    """Return the mean of the InfoNCE losses in both directions: each a finds its b, and each b its a.

    Args:
        a: (N, E), embeddings of any length, such as those of images.
        b: (N, E), those of the texts; row i belongs to row i of a, and every other row is a negative.
        temperature: what the cosine similarities are divided by, above 0.

    Returns:
        The loss, shape ().

    Raises:
        ValueError: shapes that do not fit, or a temperature that is not above 0. The message names the argument.

    Example:
        >>> a = torch.tensor([[2.0, 0], [0, 3]])
        >>> info_nce(a, torch.tensor([[1.0, 0], [4, 0]]), temperature=1.0)
        tensor(0.7532)
    """
    raise NotImplementedError
