"""How near is near: the scale of an answer, and lists that are cut after five."""

import warnings

import numpy as np
import pytest

from shousi import compare


def test_what_cancels_to_almost_nothing_is_near_zero_by_the_scale_of_the_whole_array():
    right = np.array([0.0, 1000.0])
    assert compare.same(np.array([9e-7, 1000.0]), right)
    assert not compare.same(np.array([1.1e-6, 1000.0]), right)


def test_the_scale_of_small_numbers_is_small():
    right = np.array([0.0, 1e-6])
    assert compare.same(np.array([9e-16, 1e-6]), right)
    assert not compare.same(np.array([1e-10, 1e-6]), right)


@pytest.mark.parametrize("special", [np.inf, -np.inf, np.nan])
def test_infinite_and_missing_elements_leave_the_scale_to_the_others(special):
    right = np.array([0.0, 1000.0, special])
    assert compare.same(np.array([9e-7, 1000.0, special]), right)
    assert not compare.same(np.array([1.0, 1000.0, special]), right)


def test_the_scale_of_complex_numbers_is_their_absolute_value():
    right = np.array([0j, 1000j])
    assert compare.same(np.array([9e-7j, 1000j]), right)
    assert not compare.same(np.array([1e-3j, 1000j]), right)


def test_a_scale_that_overflows_makes_nothing_near_and_warns_of_nothing():
    huge = np.finfo(np.float64).max
    right = np.array([0j, complex(huge, huge)])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not compare.same(np.array([1e-10 + 0j, complex(huge, huge)]), right)
        assert compare.same(right.copy(), right)


def test_integers_are_the_same_only_when_they_are_equal():
    assert not compare.same(np.array([1, 2**53]), np.array([0, 2**53]))


def test_a_list_of_wrong_indices_is_cut_after_five():
    expected = np.arange(10)
    told = [compare.indices(expected[: 10 - count], expected).summary for count in (5, 6)]
    assert "5, 6, 7, 8, 9" in told[0]
    assert "more" not in told[0]
    assert "4, 5, 6, 7, 8 and 1 more" in told[1]
