"""The contrastive loss of CLIP: the reference solution."""

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
    if a.ndim != 2:
        raise ValueError(f"a: expected (N, E), got shape {tuple(a.shape)}")
    if b.shape != a.shape:
        raise ValueError(f"b: expected {tuple(a.shape)}, got {tuple(b.shape)}")
    if temperature <= 0:
        raise ValueError(f"temperature: expected more than 0, got {temperature}")
    similarities = _unit(a) @ _unit(b).T / temperature
    right = similarities.diagonal()
    losses = torch.logsumexp(similarities, dim=1) + torch.logsumexp(similarities, dim=0) - 2 * right
    return losses.mean() / 2


def _unit(rows):
    return rows / rows.norm(dim=1, keepdim=True)
