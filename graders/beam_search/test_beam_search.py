"""The checks of `beam_search`, on models for which all usual ways of treating ended sequences find the same."""

import itertools

import numpy as np

from shousi.grading import assert_all_close, comparison, level, reject, standard


@comparison
def same(got, expected):
    """Compare tokens, with or without a last `end`, and the score."""
    if not isinstance(got, list | tuple) or len(got) != 2:
        reject("expected a tuple of 2: tokens, score.")
    tokens, score = got
    if isinstance(tokens, list | tuple | np.ndarray) and np.ndim(tokens) == 1:
        tokens = tokens[: -1 if len(tokens) == len(expected[0]) + 1 else None]
    assert_all_close((tokens, score), expected, ("tokens", "score"))


def search(initial, transition, width, steps, end, penalty=0.0, aside="", divided=False):
    """Return the tokens that one way to search finds, or None where rounding decides.

    Args:
        initial, transition, width, steps, end, penalty: as for beam_search.
        aside: "" where ended sequences stay in the beam, "refill" where others get their places, "shrink" if none do.
        divided: whether the beam is ordered by scores, and not by sums.
    """

    def score(candidate):
        return candidate[1] / max(1, sum(token != end for token in candidate[0])) ** penalty

    def best(candidates, key, places):
        ordered = sorted(candidates, key=key, reverse=True)
        border = [key(candidate) for candidate in ordered[max(places - 1, 0) : places + 1]]
        return ordered[:places], len(border) == 2 and border[0] - border[1] < 1e-4

    beam, done, close = [((), 0.0)], [], False
    for _ in range(steps):
        grown = [pair for pair in beam if pair[0][-1:] == (end,)]
        for tokens, total in beam:
            row = transition[tokens[-1]] if tokens else initial
            if tokens[-1:] != (end,):
                grown += [((*tokens, token), total + more) for token, more in enumerate(row.tolist())]
        places = width - len(done) if aside == "shrink" else width
        beam, unclear = best(grown, score if divided else lambda pair: pair[1], places)
        if aside:
            done += [pair for pair in beam if pair[0][-1] == end]
            rest = grown if aside == "refill" else beam
            growing = [pair for pair in rest if pair[0][-1] != end]
            beam, second = best(growing, lambda pair: pair[1], width)
            unclear = unclear or second
        close = close or unclear
    (winner,), unclear = best(beam + done, score, 1)
    return None if close or unclear else winner[0]


def agree(*args):
    """Say whether all usual ways of treating ended sequences find the same."""
    ways = itertools.product(("", "refill", "shrink"), (False, True))
    found = {search(*args, aside=aside, divided=divided) for aside, divided in ways}
    return len(found) == 1 and None not in found


def draw(rng, penalties=(0.0,), size=0, width=0, steps=0):
    """Return a model for which all agree, and the other arguments."""
    while True:
        count = size or int(rng.integers(4, 7))
        end, table = int(rng.integers(count)), rng.normal(scale=1.2, size=(count + 1, count))
        table[0, end] = -np.inf
        table -= np.log(np.exp(table).sum(axis=1, keepdims=True))
        options = width or int(rng.integers(1, 4)), steps or int(rng.integers(1, 6)), end, float(rng.choice(penalties))
        if agree(table[0], table[1:], *options):
            return table[0], table[1:], *options


def draw_penalized(rng):
    """Return a model and a length penalty."""
    return draw(rng, (0.5, 1.0, 2.0))


def legal(function, initial, transition, width, max_length, end, length_penalty=0.0):
    """Say whether a smaller input is fair: a model of at least two tokens for which all ways agree."""
    size = len(initial)
    if size < 2 or transition.shape != (size, size) or min(width, max_length) < 1 or not 0 <= end < size:
        return False
    good = np.isfinite(transition).all() and np.array_equal(np.isneginf(initial), np.arange(size) == end)
    return bool(good) and agree(initial, transition, width, max_length, end, length_penalty)


EXAMPLE = {
    "initial": np.array([np.log(0.6), np.log(0.4), -np.inf]),
    "transition": np.log([[0.4, 0.3, 0.3], [0.05, 0.05, 0.9], [0.9, 0.05, 0.05]]),
    "width": 2,
    "max_length": 3,
    "end": 2,
}

globals().update(
    standard(
        "beam_search",
        example=(EXAMPLE, ([1], np.log(0.36))),
        draw=draw,
        compare=same,
        rounds=40,
        refuses={"width": [0, -1], "max_length": [0, -1], "end": [-1, 3], "length_penalty": [-0.5]},
    )
)


@level("basic")
def test_keeps_no_more_than_the_width(beam_search, solution, rng):
    """What leaves the beam is lost, even if it would have been the beginning of the best sequence.

    Catches: width-for-each.
    """
    found = 0
    while found < 12:
        args = draw(rng, width=2, steps=4)
        if search(*args) != search(*args[:2], 100, *args[3:]):
            same(beam_search(*args), solution.beam_search(*args))
            found += 1


@level("length penalty")
def test_divides_by_a_power_of_the_length(beam_search, solution, rng):
    """Scores are divided by the number of tokens, without `end`, to the power of the length penalty.

    Catches: penalty-multiplied, end-counted, stops-when-the-best-has-ended.
    """
    same(beam_search(**EXAMPLE, length_penalty=1.0), ([0, 0, 0], np.log(0.096) / 3))
    for _ in range(80):
        args = draw_penalized(rng)
        same(beam_search(*args), solution.beam_search(*args))


@level("edge cases")
def test_finds_the_best_of_all_if_the_beam_holds_all(beam_search, solution, rng):
    """A width that holds all sequences finds the best of all.

    Catches: width-above-the-size.
    """
    for size, steps in ((3, 4), (4, 3), (5, 1)):
        args = draw(rng, size=size, steps=steps, width=size**steps)
        same(beam_search(*args), solution.beam_search(*args))
