"""Byte-pair encoding.

The statement is in README.md; `nox -s grade -- bpe` grades this file.
"""


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
    raise NotImplementedError


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
    raise NotImplementedError
