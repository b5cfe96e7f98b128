"""`bpe` against the code that is printed in the paper, with its regular expression, and merges one place at a time."""

import collections
import itertools
import re

import numpy as np


def _stats(vocab):
    pairs = collections.defaultdict(int)
    for word, count in vocab.items():
        symbols = word.split()
        for i in range(len(symbols) - 1):
            pairs[symbols[i], symbols[i + 1]] += count
    return pairs


def _train(words, merges):
    vocab, found = {" ".join(word): count for word, count in words.items()}, []
    for _ in range(merges):
        if pairs := _stats(vocab):
            best = max(pairs, key=pairs.get)
            pattern = re.compile(r"(?<!\S)" + re.escape(" ".join(best)) + r"(?!\S)")
            vocab = {pattern.sub("".join(best), word): count for word, count in vocab.items()}
            found.append(best)
    return found


def _encode(word, merges):
    symbols = list(word)
    while True:
        pairs = list(itertools.pairwise(symbols))
        ranked = [(merges.index(pair), i) for i, pair in enumerate(pairs) if pair in merges]
        if not ranked:
            return symbols
        _, i = min(ranked)
        symbols[i : i + 2] = ["".join(symbols[i : i + 2])]


def test_bpe_agrees_with_the_paper(solution_of):
    bpe, rng = solution_of("bpe"), np.random.default_rng(0)

    def spell():
        return "".join(rng.choice(list("abc"), rng.integers(1, 10)).tolist())

    for _ in range(2000):
        words = {spell(): int(rng.integers(1, 9)) for _ in range(rng.integers(1, 8))}
        merges = bpe.train(words, int(rng.integers(0, 15)))
        assert merges == _train(words, len(merges))
        word = spell()
        assert bpe.encode(word, merges) == _encode(word, merges)
