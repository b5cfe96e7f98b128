"""Beam search: the reference solution."""

import numpy as np


def beam_search(
    initial: np.ndarray, transition: np.ndarray, width: int, max_length: int, end: int, length_penalty: float = 0.0
) -> tuple[list[int], float]:
    """Return the best sequence that beam search finds, and its score. The arguments are not changed.

    Args:
        initial: (V,), the log-probability of each first token; -inf for `end`, because no sequence is empty.
        transition: (V, V); row u has the log-probability of each token after token u.
        width: how many sequences are kept after each step, 1 or more.
        max_length: number of steps, 1 or more. Each step adds a token, or `end`.
        end: the token that ends a sequence. Nothing comes after it.
        length_penalty: 0 or more.

    Returns:
        tokens: the sequence of the highest score, without `end`.
        score: the sum of its log-probabilities, that of `end` included, divided by len(tokens) ** length_penalty.

    Raises:
        ValueError: width or max_length is less than 1, end is no token, or length_penalty is negative. The message
            names the argument.

    Example:
        >>> initial = np.array([np.log(0.6), np.log(0.4), -np.inf])
        >>> transition = np.log([[0.4, 0.3, 0.3], [0.05, 0.05, 0.9], [0.9, 0.05, 0.05]])
        >>> tokens, score = beam_search(initial, transition, width=2, max_length=3, end=2)
        >>> tokens, round(float(np.exp(score)), 2)
        ([1], 0.36)
    """
    _check(initial, width, max_length, end, length_penalty)
    size = len(initial)
    stays = np.where(np.arange(size) == end, 0.0, -np.inf)  # what ended grows by `end` only, which costs nothing
    kept = np.argsort(-initial)[:width]
    tokens, sums = kept[:, None], initial[kept]
    for _ in range(max_length - 1):
        last = tokens[:, -1:]
        grown = sums[:, None] + np.where(last == end, stays, transition[last[:, 0]])
        kept = np.argsort(-grown, axis=None)[:width]
        tokens = np.column_stack([tokens[kept // size], kept % size])
        sums = grown.ravel()[kept]
    lengths = (tokens != end).sum(axis=1)
    scores = sums / np.maximum(lengths, 1) ** length_penalty
    best = tokens[scores.argmax()]
    return best[best != end].tolist(), float(scores.max())


def _check(initial: np.ndarray, width: int, max_length: int, end: int, length_penalty: float) -> None:
    if width < 1:
        raise ValueError(f"width: expected 1 or more, got {width}")
    if max_length < 1:
        raise ValueError(f"max_length: expected 1 or more, got {max_length}")
    if not 0 <= end < len(initial):
        raise ValueError(f"end: expected 0 to {len(initial) - 1}, got {end}")
    if length_penalty < 0:
        raise ValueError(f"length_penalty: expected 0 or more, got {length_penalty}")
