"""Temperature, top-k and top-p: the reference solution."""

import torch


def filter_logits(logits: torch.Tensor, temperature: float = 1.0, top_k: int = 0, top_p: float = 1.0) -> torch.Tensor:
    """Return logits divided by the temperature, with -inf for the tokens that are dropped. The argument is not changed.

    Args:
        logits: (..., V), of the next token; each row by itself.
        temperature: below 1 likely tokens become likelier, above 1 less likely.
        top_k: how many tokens of the largest logits stay, up to V. 0 keeps all.
        top_p: of these, the most probable ones stay, as few as together reach this probability. 1.0 keeps all.

    Returns:
        (..., V).

    Raises:
        ValueError: temperature is not positive, top_k is not from 0 to V, or top_p not above 0 and up to 1. The message
            names the argument.

    Example:
        >>> logits = torch.tensor([0.2, 0.4, 0.1, 0.3]).log()
        >>> filter_logits(logits, temperature=0.5, top_k=3, top_p=0.85)
        tensor([   -inf, -1.8326,    -inf, -2.4079])
    """
    if temperature <= 0:
        raise ValueError(f"temperature: expected a positive number, got {temperature}")
    if not 0 <= top_k <= logits.shape[-1]:
        raise ValueError(f"top_k: expected 0 to {logits.shape[-1]}, got {top_k}")
    if not 0 < top_p <= 1:
        raise ValueError(f"top_p: expected above 0 and up to 1, got {top_p}")
    logits = logits / temperature
    if top_k:
        smallest = logits.topk(top_k).values[..., -1:]
        logits = logits.masked_fill(logits < smallest, -torch.inf)
    if top_p < 1:
        ordered, order = logits.sort(descending=True)
        probabilities = ordered.softmax(dim=-1)
        before = probabilities.cumsum(dim=-1) - probabilities
        dropped = before >= top_p
        logits = logits.masked_fill(dropped.scatter(-1, order, dropped), -torch.inf)
    return logits


def sample(logits: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Return a token for each row, drawn with the probabilities softmax(logits). The argument is not changed.

    Args:
        logits: (B, V); -inf for tokens that are never drawn, but not for all of a row.
        generator: the only source of randomness.

    Returns:
        (B,), int64.

    Example:
        >>> only_one = torch.tensor([[0.0, 1, 2], [3, 4, 0]]).masked_fill(torch.eye(3)[:2] == 0, -torch.inf)
        >>> sample(only_one, torch.Generator().manual_seed(0))
        tensor([0, 1])
    """
    return torch.multinomial(logits.softmax(dim=1), 1, generator=generator).squeeze(1)
