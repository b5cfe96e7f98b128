"""For graders: generators as arguments, and assertions on how often draws come.

A check of draws fails a right submission with a probability below `false_fail`, by a bound that holds for any number of
draws: by Chernoff, the share x of an event of probability p is as far off with at most exp(-n KL(x, p)) on each side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from shousi import compare
from shousi.compare import Array, Difference
from shousi.display import kind_of, text_of
from shousi.grading.checks import comparison
from shousi.grading.failures import Mismatch
from shousi.wire import Built, Tensor

_FALSE_FAIL = 1e-9


def numpy_generator(seed: int) -> Built:
    """Return an argument that is `np.random.default_rng(seed)` in the worker, a new one for each call."""
    return Built("np.random.default_rng", (seed,))


def torch_generator(seed: int) -> Built:
    """Return an argument that is `torch.Generator().manual_seed(seed)` in the worker, a new one for each call."""
    return Built("torch.Generator().manual_seed", (seed,))


@comparison
def assert_draws(
    got: object, probabilities: Sequence[float] | Array | Tensor, *, false_fail: float = _FALSE_FAIL
) -> None:
    """Check that drawn integers 0, 1, 2 … come out as often as they should.

    >>> assert_draws([0, 1, 1, 0, 1, 0, 0, 1], [0.5, 0.5])

    Args:
        got: the draws, in any shape.
        probabilities: of each integer; one of probability 0 must never come.
        false_fail: the largest probability with which right draws may fail.
    """
    found, wanted = compare.as_array(got, tensor=True), _array(probabilities)
    if found is None or found.dtype.kind not in "iu":
        raise Mismatch(Difference(summary=f"expected integers, got {kind_of(got)}.", got=text_of(got)))
    outside = (found < 0) | (found >= len(wanted))
    if outside.any():
        first = int(found[outside].flat[0])
        raise Mismatch(Difference(summary=f"{first} was drawn; the draws are from 0 to {len(wanted) - 1}."))
    assert_frequencies(np.bincount(found.reshape(-1), minlength=len(wanted)), wanted, false_fail=false_fail)


@comparison
def assert_frequencies(
    got: object, probabilities: Sequence[float] | Array | Tensor, *, false_fail: float = _FALSE_FAIL
) -> None:
    """Check that events were counted as often as they should be.

    >>> assert_frequencies([480, 520], [0.5, 0.5])

    Args:
        got: how often each event came.
        probabilities: of each event; they sum to 1, and an event of probability 0 must never come.
        false_fail: the largest probability with which right counts may fail.
    """
    wanted = _array(probabilities)
    counts = compare.as_array(got, tensor=True)
    if counts is None or counts.shape != wanted.shape or (counts < 0).any() or not counts.sum():
        raise Mismatch(Difference(summary=f"expected {len(wanted)} counts, got {kind_of(got)}.", got=text_of(got)))
    total = int(counts.sum())
    most = math.log(2 * len(wanted) / false_fail) / total
    far = [_divergence(count / total, p) for count, p in zip(counts.tolist(), wanted.tolist(), strict=True)]
    worst = int(np.argmax(far))
    if far[worst] > most:
        count, p = int(counts[worst]), float(wanted[worst])
        raise Mismatch(
            Difference(
                summary=f"of {total} draws {count} are {worst}; about {total * p:.0f} should be.",
                expected=f"probabilities {text_of(wanted)}",
                got=f"shares {text_of(counts / total)}",
                where=f"right draws are as far off with a probability below {false_fail:.0e}",
            )
        )


def _divergence(share: float, p: float) -> float:
    """Return the Kullback-Leibler divergence of two coins."""

    def part(x: float, y: float) -> float:
        if x <= 0.0:
            return 0.0
        return math.inf if y <= 0.0 else x * math.log(x / y)

    return part(share, p) + part(1.0 - share, 1.0 - p)


def _array(probabilities: Any) -> Array:
    array = probabilities.array if isinstance(probabilities, Tensor) else np.asarray(probabilities)
    return np.asarray(array, dtype=np.float64)
