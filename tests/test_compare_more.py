"""How near is near: the scale of an answer, and lists that are cut after five."""

import warnings

import numpy as np
import pytest

from shousi import compare
from shousi.wire import Built, Opaque, Tensor


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


EXPECTED = np.array([[1.0, 2.0], [3.0, 4.0]])


def off(place, by):
    """The expected answer with one element off."""
    answer = EXPECTED.copy()
    answer[place] += by
    return answer


@pytest.mark.parametrize(
    ("got", "told"),
    [
        (None, "expected numbers of shape (2, 2), got None. Is there a return statement on every path?"),
        ([["a"]], "expected numbers of shape (2, 2), got a list of 1. Return a NumPy array"),
        (Opaque("generator"), "Return the finished array, not a generator."),
        (
            np.array([None]),
            "(2, 2), got object of shape (1,). Return a NumPy array of numbers.",
        ),
        (EXPECTED[0], "expected shape (2, 2), got float64 of shape (2,)."),
        (EXPECTED + 0j, "expected real numbers, got complex128 of shape (2, 2)."),
        (off((1, 1), 0.5), "1 of 4 elements differ, by 0.5 at most."),
    ],
)
def test_numbers_that_are_not_right_are_told_with_what_to_do(got, told):
    difference = compare.values(got, EXPECTED)
    assert told in difference.summary
    assert difference.summary == difference.summary.strip()
    assert "1., 2." in difference.expected
    assert difference.got


def test_where_a_number_differs_is_told_with_both_numbers():
    difference = compare.values(off((1, 0), 0.5).tolist(), EXPECTED)
    assert difference.where == "first at (1, 0): expected 3.0, got 3.5"


def test_complex_numbers_are_right_where_complex_numbers_are_asked_for():
    assert compare.values([1j, 2], np.array([1j, 2])) is None


def test_a_tolerance_of_the_check_takes_the_place_of_the_usual_one():
    assert compare.values([1.05], np.array([1.0]), rtol=0.1) is None
    assert compare.values([1.05], np.array([1.0]), rtol=0.01)
    assert compare.values([0.0, 1000.001], np.array([0.0, 1000.0])) is None
    assert compare.values([0.001, 1000.0], np.array([0.0, 1000.0])) is None
    assert compare.values([0.001, 1000.0], np.array([0.0, 1000.0]), atol=0.0)
    assert compare.values([0.001, 1000.0], np.array([0.0, 1000.0]), atol=0.01) is None


def test_a_list_of_tensors_holds_numbers_only_where_a_tensor_is_asked_for():
    got = [Tensor(np.array(1.0)), Tensor(np.array(2.0))]
    assert compare.values(got, Tensor(np.array([1.0, 2.0]))) is None
    assert compare.values(got, np.array([1.0, 2.0]))
    assert compare.values(None, Tensor(np.array([1.0]))).summary.endswith("Return a torch.Tensor.")


@pytest.mark.parametrize(
    ("got", "told"),
    [
        (None, "expected indices of shape (2,), got None. Is there a return statement on every path?"),
        (
            np.zeros((2, 4)),
            "shape (2,), got float64 of shape (2, 4). Return the indices themselves",
        ),
        ([True, False], "Return the indices, not a mask"),
    ],
)
def test_what_is_no_list_of_indices_is_told_with_what_to_do(got, told):
    difference = compare.index_values(got, np.array([2, 0]))
    assert told in difference.summary
    assert "[2, 0]" in difference.expected


def test_where_indices_part_is_told():
    difference = compare.index_values([2, 1], np.array([2, 0]))
    assert "1" in difference.where
    assert difference.got == "[2, 1]"


@pytest.mark.parametrize(
    "other",
    [EXPECTED.tolist(), EXPECTED.astype(np.float32), EXPECTED.astype(int), Tensor(EXPECTED), EXPECTED * (1 + 1e-6)],
)
def test_answers_are_alike_when_their_numbers_are_the_same_to_what_float32_can_tell(other):
    assert compare.alike(other, EXPECTED)
    assert compare.alike(EXPECTED, other)


@pytest.mark.parametrize("other", [EXPECTED[0], EXPECTED * 1.001, None, "1", off((0, 0), 1e-3)])
def test_answers_with_other_numbers_are_not_alike(other):
    assert not compare.alike(other, EXPECTED)
    assert not compare.alike(EXPECTED, other)


def test_answers_without_numbers_are_alike_when_they_are_the_same():
    assert compare.alike({"a": 1.0, "b": None}, {"a": 1.0 + 1e-7, "b": None})
    assert not compare.alike({"a": 1.0}, {"a": 1.1})
    assert compare.alike("text", "text")


def test_zeros_are_alike_by_the_scale_of_the_answer():
    assert compare.alike([1e-4, 1000.0], [0.0, 1000.0])
    assert not compare.alike([1.0, 1000.0], [0.0, 1000.0])


def test_an_integer_beyond_64_bits_and_rows_of_unequal_length_hold_no_array():
    assert compare.as_array([10**400, 1.0]) is None
    assert compare.as_array([[1], [1, 2]]) is None
    assert compare.as_array("12") is None
    assert compare.as_array(Tensor(EXPECTED)) is None
    assert compare.as_array(Tensor(EXPECTED), tensor=True) is EXPECTED


def test_tensors_are_the_same_in_elements_and_in_what_they_say_of_gradients():
    def tensor(value=1.0, **gradients):
        return Tensor(np.array([value, 2.0]), **gradients)

    assert compare.same(tensor(), tensor())
    assert compare.same(tensor(), tensor(1.001), rtol=0.01)
    assert not compare.same(tensor(), tensor(1.001))
    assert not compare.same(tensor(requires_grad=True), tensor())
    assert not compare.same(tensor(has_history=True), tensor())
    assert compare.same(tensor(requires_grad=True, has_history=True), tensor(requires_grad=True, has_history=True))
    assert not compare.same(tensor(), tensor().array)
    assert not compare.same(tensor().array, tensor())


PUT = {"list": lambda x: [x], "tuple": lambda x: (x,), "dict": lambda x: {"a": x}, "Built": lambda x: Built("f", (x,))}


@pytest.mark.parametrize("put", PUT.values(), ids=PUT)
def test_the_tolerance_holds_inside_of_whatever_holds_the_numbers(put):
    assert compare.same(put(1.0), put(1.001), rtol=0.01)
    assert not compare.same(put(1.0), put(1.001))
    assert not compare.same(put(1e-12), put(0.0))
    for other in (1.0, None, "x", [1.0, 1.0], {"a": 1.0, "b": 1.0}, Built("g", (1.0,))):
        assert not compare.same(put(1.0), other)
        assert not compare.same(other, put(1.0))


def test_a_number_is_not_the_same_as_a_number_of_another_kind():
    assert not compare.same(1.0, 1)
    assert not compare.same(1, 1.0)
    assert not compare.same(1.0, "1.0")
    assert not compare.same(np.array([1.0]), np.array([1]))
    assert not compare.same(np.array([1]), np.array([1.0]))
    assert compare.same(np.array([1], np.int8), np.array([1], np.uint64))


def test_integers_near_floats_are_near_and_large_integers_are_told_apart():
    assert compare.values([2**53], np.array([2**53 + 1]), rtol=1e-9)
    assert compare.values([1.0 + 1e-7], np.array([1])) is None
    assert compare.values([1], np.array([1.0 + 1e-7])) is None


def test_what_is_told_of_an_answer_shows_the_answer():
    assert compare.values(EXPECTED[0], EXPECTED).got.startswith("[1., 2.]")
    assert "0.+0.j" in compare.values(EXPECTED * 0j, EXPECTED).got
    assert compare.values([[1, 2], [3, 5]], EXPECTED).got == "[[1, 2], [3, 5]]"
    assert compare.values("text", EXPECTED).got == "'text'"
    assert compare.index_values("text", np.array([1])).got == "'text'"
    assert compare.index_values([0.5], np.array([1])).got == "[0.5]"
    told = compare.index_values(Opaque("generator"), np.array([1])).summary
    assert told == "expected indices of shape (1,), got a generator. Return the finished array, not a generator."
    assert compare.values([["1"]], EXPECTED).summary.endswith("np.array(…, dtype=np.float64).")
