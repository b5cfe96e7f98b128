"""Byte-pair encoding: the reference solution."""

from collections import Counter
from itertools import pairwise


def train(words: dict[str, int], merges: int) -> list[tuple[str, str]]:
    """Return the pairs of symbols that byte-pair encoding merges, in their order. The arguments are not changed.

    Args:
        words: how often each word occurs in the text, 1 or more. A word begins as the list of its characters.
        merges: how many pairs to merge, 0 or more.

    Returns:
        For each merge the pair that occurs most often at that time; of equals, the one that comes first in the order
        of `words`, and in a word from left to right. Fewer than `merges` if no pairs are left.

    Raises:
        ValueError: merges is negative, or a count in words is less than 1. The message names the argument.

    Example:
        >>> train({"hug": 10, "pug": 5, "pun": 12, "bun": 4, "hugs": 5}, merges=4)
        [('u', 'g'), ('u', 'n'), ('h', 'ug'), ('p', 'un')]

    Source:
        Sennrich and others, Neural Machine Translation of Rare Words with Subword Units, 2016, algorithm 1.
    """
    if merges < 0:
        raise ValueError(f"merges: expected 0 or more, got {merges}")
    if any(count < 1 for count in words.values()):
        raise ValueError("words: expected each count to be 1 or more")
    splits = {word: list(word) for word in words}
    found = []
    for _ in range(merges):
        counts: Counter[tuple[str, str]] = Counter()
        for word, symbols in splits.items():
            for pair in pairwise(symbols):
                counts[pair] += words[word]
        if not counts:
            break
        best = max(counts, key=counts.__getitem__)
        found.append(best)
        splits = {word: _merged(symbols, best) for word, symbols in splits.items()}
    return found


def encode(word: str, merges: list[tuple[str, str]]) -> list[str]:
    """Return the symbols of a word after all merges that apply. The arguments are not changed.

    Args:
        word: one character or more.
        merges: what `train` returned. Of the pairs in the word, the one that comes first in `merges` is merged first.

    Returns:
        The symbols from left to right; joined they are the word.

    Example:
        >>> merges = [("u", "g"), ("u", "n"), ("h", "ug"), ("p", "un")]
        >>> encode("hugs", merges), encode("bugs", merges)
        (['hug', 's'], ['b', 'ug', 's'])
    """
    ranks = {pair: rank for rank, pair in enumerate(merges)}
    symbols = list(word)
    while known := [pair for pair in pairwise(symbols) if pair in ranks]:
        symbols = _merged(symbols, min(known, key=ranks.__getitem__))
    return symbols


def _merged(symbols: list[str], pair: tuple[str, str]) -> list[str]:
    """Return the symbols with each place of the pair, from left to right, made one symbol."""
    result: list[str] = []
    for symbol in symbols:
        if result and (result[-1], symbol) == pair:
            result[-1] += symbol  # now longer than pair[0], so it is not merged again
        else:
            result.append(symbol)
    return result
