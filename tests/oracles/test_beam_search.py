"""`beam_search` against exhaustive search, and against a plain search with lists for small widths."""

import itertools

import numpy as np


def _sequences(size, steps, end):
    others = [token for token in range(size) if token != end]
    for n in range(1, steps + 1):
        for tokens in itertools.product(others, repeat=n):
            yield list(tokens) if n == steps else [*tokens, end]


def _total(initial, transition, tokens):
    return initial[tokens[0]] + sum(transition[a, b] for a, b in itertools.pairwise(tokens))


def _beam(initial, transition, width, steps, end):
    beam = [[token] for token in range(len(initial)) if token != end]
    for step in range(steps):
        beam.sort(key=lambda tokens: -_total(initial, transition, tokens))
        del beam[width:]
        if step < steps - 1:
            ended = [tokens for tokens in beam if tokens[-1] == end]
            beam = ended + [[*t, token] for t in beam if t[-1] != end for token in range(len(initial))]
    return beam


def test_beam_search_agrees_with_exhaustive_and_with_plain_search(solution_of):
    beam_search, rng = solution_of("beam_search").beam_search, np.random.default_rng(0)
    for round_ in range(2000):
        size, steps, penalty = int(rng.integers(2, 6)), int(rng.integers(1, 5)), float(rng.uniform(0, 2))
        end, table = int(rng.integers(size)), rng.normal(size=(size + 1, size))
        table[0, end] = -np.inf
        initial, *transition = table - np.log(np.exp(table).sum(axis=1, keepdims=True))
        transition, width = np.array(transition), int(rng.integers(1, 5))
        found = _beam(initial, transition, width, steps, end)
        if round_ % 4 == 0:
            width, found = size**steps, _sequences(size, steps, end)

        def score(tokens, initial=initial, transition=transition, penalty=penalty, end=end):
            return _total(initial, transition, tokens) / sum(token != end for token in tokens) ** penalty

        best = max(found, key=score)
        tokens, got = beam_search(initial, transition, width, steps, end, penalty)
        assert tokens == [token for token in best if token != end]
        np.testing.assert_allclose(got, score(best), rtol=1e-9)
