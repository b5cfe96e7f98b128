"""The checks of `bpe`, on words for which all usual ways of counting and merging find the same."""

from collections import Counter
from itertools import pairwise

from shousi.display import text_of
from shousi.grading import Fast, comparison, level, reject, standard


@comparison
def same(got, expected):
    """Compare lists of symbols, or of pairs of them, in lists or tuples."""
    if not isinstance(got, list | tuple):
        reject("expected a list.", text_of(expected), text_of(got))
    if [tuple(item) if isinstance(item, list) else item for item in got] != expected:
        reject("the list is not the one that was expected.", text_of(expected), text_of(got))


def merged(symbols, pair):
    """Return the symbols with each place of the pair made one symbol."""
    result = []
    for symbol in symbols:
        if result and (result[-1], symbol) == pair:
            result[-1] += symbol
        else:
            result.append(symbol)
    return result


def trained(words, merges, overlapping):
    """Return the pairs up to the first tie; `overlapping` says whether a pair counts twice in a a a."""
    splits, found = {word: list(word) for word in words}, []
    while len(found) < merges:
        counts = Counter()
        for word, symbols in splits.items():
            last = None
            for place in enumerate(pairwise(symbols)):
                if overlapping or place != last:
                    counts[place[1]] += words[word]
                    last = place[0] + 1, place[1]  # the same pair there would overlap
        best = counts.most_common(2)
        if not best or (len(best) == 2 and best[0][1] == best[1][1]):
            break
        found.append(best[0][0])
        splits = {word: merged(symbols, found[-1]) for word, symbols in splits.items()}
    return found


def encoded(word, merges, in_one_pass):
    """Return the symbols of a word: each merge once in its turn, or always the first one that applies."""
    symbols = list(word)
    if in_one_pass:
        for pair in merges:
            symbols = merged(symbols, pair)
        return symbols
    while known := [pair for pair in pairwise(symbols) if pair in merges]:
        symbols = merged(symbols, min(known, key=merges.index))
    return symbols


def clear(words, merges):
    """Return how many merges have no ties and do not depend on how a a a is counted."""
    ways = [trained(words, merges, overlapping) for overlapping in (True, False)]
    return next((i for i, pairs in enumerate(zip(*ways, strict=False)) if pairs[0] != pairs[1]), min(map(len, ways)))


def spell(rng, letters, longest):
    """Return a random word."""
    return "".join(rng.choice(list(letters), rng.integers(1, longest + 1)).tolist())


def draw_words(rng):
    """Return a few words with their counts, and a number of merges without ties."""
    while True:
        letters = "abc"[: rng.integers(2, 4)]
        words = {spell(rng, letters, 12): max(1, int(rng.integers(-40, 200))) for _ in range(rng.integers(3, 9))}
        if (merges := clear(words, 8)) >= 3:
            return words, int(rng.integers(2, merges + 1))


def draw_many(rng):
    """Return 100 words of 4 to 9 different letters, with large counts, and 12 merges without ties."""
    while True:
        spelled = ["".join(rng.permutation(list("abcdefghi"))[: rng.integers(4, 10)].tolist()) for _ in range(100)]
        words = {word: int(rng.integers(100, 201)) for word in spelled}
        if clear(words, 12) == 12:
            return words, 12


def draw_word(rng):
    """Return a word and merges of words with the same letters."""
    while True:
        words, merges = draw_words(rng)
        pairs, word = trained(words, merges, overlapping=True), spell(rng, sorted({*"".join(words)}), 20)
        if encoded(word, pairs, True) == encoded(word, pairs, False):
            return word, pairs


def legal(function, first, merges):
    """Say whether a smaller input is fair: words of which all ways find the same."""
    if function.name == "encode":
        fair = all(isinstance(pair, tuple) and len(pair) == 2 and all(pair) for pair in merges)
        return bool(first) and fair and encoded(first, merges, True) == encoded(first, merges, False)
    return all(first) and min(first.values(), default=2) > 1 and 0 <= merges <= clear(first, merges)


WORDS = {"hug": 10, "pug": 5, "pun": 12, "bun": 4, "hugs": 5}
MERGES = [("u", "g"), ("u", "n"), ("h", "ug"), ("p", "un")]

globals().update(
    standard(
        "train",
        example=({"words": WORDS, "merges": 4}, MERGES),
        draw=draw_words,
        basic="train",
        compare=same,
        rounds=40,
        refuses={"merges": [-1], "words": [{"words": {"ab": 0}}, {"words": {"ab": 2, "ba": -1}}]},
        speed=Fast(20, "100 words", draw_many),
    )
)
globals().update(
    standard(
        "encode",
        example=({"word": "hugs", "merges": MERGES}, ["hug", "s"]),
        draw=draw_word,
        basic="encode",
        compare=same,
        rounds=100,
    )
)


@level("train")
def test_stops_when_no_pairs_are_left(train, solution):
    """If each word is one symbol, no more pairs are merged, whatever `merges` says.

    Catches: needs-a-pair.
    """
    words = {"ab": 3, "abc": 5, "d": 9}
    for merges in (0, 2, 3, 10):
        same(train(words, merges), solution.train(words, merges))


@level("ties")
def test_takes_the_first_of_equal_pairs(train, solution, rng):
    """Of pairs that occur equally often, the first is taken, in the order of the words and from left to right.

    Catches: largest-of-equals.
    """
    for _ in range(10):
        spelled = ["".join(rng.permutation(list("abcd"))[: rng.integers(2, 5)].tolist()) for _ in range(4)]
        words = {word: int(rng.integers(2, 5)) for word in spelled}
        same(train(words, 3), solution.train(words, 3))
