"""Beam search.

The statement is in README.md; `nox -s grade -- beam_search` grades this file.
"""

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
    raise NotImplementedError
