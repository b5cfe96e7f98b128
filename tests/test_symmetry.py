"""Assertions up to sign, order and rotation, and how often draws come out."""

import itertools
import math

import numpy as np
import pytest

from shousi.grading import (
    Tensor,
    assert_close_up_to_permutation,
    assert_close_up_to_rotation,
    assert_close_up_to_sign,
    assert_decreasing,
    assert_draws,
    assert_frequencies,
    assert_orthonormal,
    assert_same_partition,
    numpy_generator,
    torch_generator,
)
from shousi.grading.failures import Mismatch
from shousi.grading.symmetry import assignment
from shousi.wire import Opaque

ODD = [None, 3.0, "text", [], [[1.0], [2.0, 3.0]], Opaque("generator"), {"a": 1}, np.full((3, 4), np.nan),
       np.zeros((3, 4), complex), np.zeros((0, 4)), Tensor(np.zeros((3, 4))), [None] * 3]  # fmt: skip


@pytest.fixture
def rng():
    return np.random.default_rng(7)


def test_each_vector_may_have_the_opposite_sign(rng):
    rows = rng.normal(size=(3, 4))
    signs = np.array([1.0, -1.0, -1.0])
    assert_close_up_to_sign(rows * signs[:, None], rows, axis=0)
    assert_close_up_to_sign((rows * signs[:, None]).T.tolist(), rows.T, axis=1)
    assert_close_up_to_sign(Tensor((-rows).astype(np.float32)), Tensor(rows), axis=-2)
    with pytest.raises(Mismatch, match="of 12 elements differ"):
        assert_close_up_to_sign(np.abs(rows), rows)
    with pytest.raises(Mismatch):
        assert_close_up_to_sign(rows * signs[:, None], rows, axis=1)


def test_rows_may_come_in_any_order(rng):
    rows = rng.normal(size=(8, 3))
    order = rng.permutation(8)
    assert_close_up_to_permutation(rows[order], rows)
    assert_close_up_to_permutation(rows[order].T, rows.T, axis=1)
    assert_close_up_to_permutation([3.0, 1.0], np.array([1.0, 3.0]))
    with pytest.raises(Mismatch):
        assert_close_up_to_permutation(np.concatenate([rows[:1], rows[:7]]), rows)


def test_axes_may_be_turned_and_mirrored(rng):
    points = rng.normal(size=(9, 3))
    turned = points @ np.linalg.qr(rng.normal(size=(3, 3)))[0]
    assert_close_up_to_rotation(turned, points)
    assert_close_up_to_rotation(-turned[:, ::-1], points)
    with pytest.raises(Mismatch):
        assert_close_up_to_rotation(turned * 1.01, points)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_the_assignment_is_the_cheapest_of_all(rng, n):
    for _ in range(30):
        costs = rng.integers(0, 9, size=(n, n)).astype(float)
        found = assignment(costs)
        assert sorted(found.tolist()) == list(range(n))
        cheapest = min(costs[range(n), list(order)].sum() for order in itertools.permutations(range(n)))
        assert costs[range(n), found].sum() == cheapest


def test_groups_may_have_any_labels():
    assert_same_partition([2, 2, 0, 1], np.array([0, 0, 1, 2]))
    with pytest.raises(Mismatch, match="the group of label 0 is split"):
        assert_same_partition([2, 3, 0], np.array([0, 0, 1]))
    with pytest.raises(Mismatch, match="two groups are put together"):
        assert_same_partition([2, 2, 2], np.array([0, 0, 1]))


def test_vectors_are_orthonormal_or_it_is_told_which_are_not(rng):
    good = np.linalg.qr(rng.normal(size=(5, 3)))[0].astype(np.float32)
    assert_orthonormal(good, axis=1)
    assert_orthonormal(Tensor(good.T))
    with pytest.raises(Mismatch, match=r"vector 1 has length 2, not 1\."):
        assert_orthonormal(np.array([[1.0, 0.0], [0.0, 2.0]]))
    with pytest.raises(Mismatch, match="vectors 0 and 1 are not at right angles: their product is 1"):
        assert_orthonormal(np.array([[1.0, 0.0], [1.0, 0.0]]))
    with pytest.raises(Mismatch):
        assert_orthonormal(good, axis=0)


def test_numbers_go_down():
    assert_decreasing([3.0, 2.0, 2.0, -1.0])
    assert_decreasing([1.0, 1.0 + 1e-9])
    with pytest.raises(Mismatch, match="1 of 2 steps go up, and none should"):
        assert_decreasing([3.0, 2.0, 2.5])
    with pytest.raises(Mismatch, match="finite"):
        assert_decreasing([3.0, math.nan])


def test_right_draws_pass_and_slightly_wrong_ones_fail(rng):
    probabilities = np.array([0.5, 0.3, 0.2, 0.0])
    for _ in range(200):
        assert_draws(rng.choice(4, size=(10, 200), p=probabilities), probabilities)
    with pytest.raises(Mismatch, match="of 20000 draws 7080 are 1; about 6000 should be"):
        assert_draws(rng.choice(4, size=20_000, p=[0.45, 0.35, 0.2, 0.0]), probabilities)
    with pytest.raises(Mismatch, match="of 2000 draws 1 are 3; about 0 should be"):
        assert_frequencies([1000, 600, 399, 1], probabilities)
    with pytest.raises(Mismatch, match="7 was drawn; the draws are from 0 to 3"):
        assert_draws([0, 7], probabilities)
    assert_frequencies(np.array([50]), [1.0])


def test_a_right_count_fails_as_rarely_as_stated():
    n, p, false_fail = 60, 0.3, 1e-3
    chance = 0.0
    for count in range(n + 1):
        try:
            assert_frequencies([count, n - count], [p, 1 - p], false_fail=false_fail)
        except Mismatch:
            chance += math.comb(n, count) * p**count * (1 - p) ** (n - count)
    assert 0 < chance < false_fail


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize(
    "assertion",
    [
        lambda got: assert_close_up_to_sign(got, np.ones((3, 4))),
        lambda got: assert_close_up_to_permutation(got, np.ones((3, 4))),
        lambda got: assert_close_up_to_rotation(got, np.ones((3, 4))),
        lambda got: assert_same_partition(got, np.arange(12).reshape(3, 4)),
        assert_orthonormal,
        lambda got: assert_draws(got, [0.2, 0.8]),
        lambda got: assert_frequencies(got, [0.2, 0.8]),
    ],
    ids=["sign", "permutation", "rotation", "partition", "orthonormal", "draws", "frequencies"],
)
def test_an_odd_answer_is_a_mismatch(assertion, odd):
    if assertion is assert_orthonormal and isinstance(odd, np.ndarray) and not odd.size:
        return  # no vectors at all are orthonormal
    with pytest.raises(Mismatch):
        assertion(odd)


@pytest.mark.parametrize("odd", [odd for odd in ODD if not isinstance(odd, list) or odd], ids=range(len(ODD) - 1))
def test_odd_losses_are_a_mismatch(odd):
    with pytest.raises(Mismatch):
        assert_decreasing(odd)


def test_a_generator_is_made_in_the_worker_and_reads_as_code(load):
    worker = load("def f(rng): return rng.random()")
    first, again = (worker.call("f", (numpy_generator(3),)).value for _ in range(2))
    assert first == again == np.random.default_rng(3).random()
    assert numpy_generator(3).code == "np.random.default_rng"
    assert torch_generator(3).code == "torch.Generator().manual_seed"
    assert not torch_generator(3).needs_factory
