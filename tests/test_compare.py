"""What counts as the same answer, and how a different one is told."""

import time

import numpy as np
import pytest

from shousi import compare, display
from shousi.wire import Built, Opaque, Tensor

NAN, INF = float("nan"), float("inf")


def indices(*numbers):
    return np.array(numbers, dtype=np.int64)


# ---------------------------------------------------------------------------------------------------------------------
# indices


@pytest.mark.parametrize("dtype", [np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64])
def test_any_integer_dtype_is_the_same_indices(dtype):
    assert compare.indices(np.array([2, 0, 1], dtype), indices(2, 0, 1)) is None
    assert compare.indices(np.array([2, 0, 3], dtype), indices(2, 0, 1)) is not None


def test_no_indices_at_all_are_right_when_none_are_expected():
    assert compare.indices(np.array([], np.int64), indices()) is None
    assert compare.indices(indices(0), indices()).summary == "the index 0 should not be there."
    assert compare.indices(indices(), indices(0)).summary == "the index 0 is missing."


@pytest.mark.parametrize(
    ("got", "advice"),
    [
        (None, "got None. Is there a return statement on every path?"),
        ([2, 0, 1], "got a list of 3. Return a NumPy array"),
        ((2, 0, 1), "got a tuple of 3. Return a NumPy array"),
        (Opaque("generator"), "got a generator. Return the finished array, not a generator."),
        (Opaque("torch.Tensor"), "got a torch.Tensor. Return a NumPy array: tensor.numpy()."),
        (Opaque("set"), "got a set. Return a NumPy array."),
        (np.int64(2), "got a single int64. Return a NumPy array."),
        (2, "got an int. Return a NumPy array."),
        (np.zeros((3, 4)), "got float64 of shape (3, 4). Return the indices themselves, in one axis"),
        (np.array([True, False]), "got bool of shape (2,). Return the indices, not a mask"),
        (np.array([2.0, 0.0, 1.0]), "got float64 of shape (3,). Indices are integers"),
        (np.array([]), "got float64 of shape (0,). Indices are integers"),
        (np.array(2), "got int64 of shape (). Return an array with one axis."),
    ],
    ids=str,
)
def test_what_is_no_array_of_indices_is_told_with_what_to_do(got, advice):
    summary = compare.indices(got, indices(2, 0, 1)).summary
    assert summary.startswith("expected int64 indices of shape (3,), got ")
    assert advice in summary


@pytest.mark.parametrize(
    ("got", "story", "where"),
    [
        ((2, 0), "the index 1 is missing.", "the answers first differ at position 2; 3 indices expected, 2 came"),
        (
            (2, 0, 1, 7),
            "the index 7 should not be there.",
            "the answers first differ at position 3; 3 indices expected, 4 came",
        ),
        ((2, 0, 7), "the index 1 is missing; the index 7 should not be there.", "first at 2: expected 1, got 7"),
        ((0, 2, 1), "the right indices, in the wrong order.", "first at 0: expected 2, got 0"),
        (
            (2, 2, 0, 1),
            "an index comes more than once.",
            "the answers first differ at position 1; 3 indices expected, 4 came",
        ),
    ],
)
def test_wrong_indices_are_told_by_what_is_missing_and_where_they_part(got, story, where):
    told = compare.indices(indices(*got), indices(2, 0, 1))
    assert (told.summary, told.where) == (story, where)


def test_many_wrong_indices_are_counted_and_not_listed():
    told = compare.indices(np.arange(100, 200), indices(*range(8)))
    assert told.summary == (
        "the indices 0, 1, 2, 3, 4 and 3 more are missing; "
        "the indices 100, 101, 102, 103, 104 and 95 more should not be there."
    )


def test_tens_of_thousands_of_wrong_indices_are_told_within_a_second():
    begin = time.perf_counter()
    told = compare.indices(np.arange(40_000), np.arange(0, 8_000, 2))
    assert time.perf_counter() - begin < 1
    assert told.summary.startswith("the indices 1, 3, 5, 7, 9 and ")


# ---------------------------------------------------------------------------------------------------------------------
# close


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ([1.0, 2.0], [1.0, 2.0]),
        ([1.0 + 5e-10], [1.0]),
        ([NAN, INF, -INF], [NAN, INF, -INF]),
        ([-0.0], [0.0]),
        ([], []),
        ([[1.0, 2.0]], [[1.0, 2.0]]),
        (3.0, 3.0),
    ],
)
def test_numbers_within_the_tolerance_are_the_same(got, expected):
    assert compare.close(np.array(got), np.array(expected)) is None


@pytest.mark.parametrize(
    ("got", "expected", "where"),
    [
        ([1.0, 2.0 + 1e-8], [1.0, 2.0], "first at 1: expected 2.0, got 2.00000001"),
        ([NAN], [0.0], "first at 0: expected 0.0, got nan"),
        ([0.0], [NAN], "first at 0: expected nan, got 0.0"),
        ([INF], [-INF], "first at 0: expected -inf, got inf"),
        ([1e300], [INF], "first at 0: expected inf, got 1e+300"),
        ([1e-300], [0.0], "first at 0: expected 0.0, got 1e-300"),
        ([[1.0, 2.0], [3.0, 5.0]], [[1.0, 2.0], [3.0, 4.0]], "first at (1, 1): expected 4.0, got 5.0"),
    ],
)
def test_numbers_beyond_the_tolerance_are_told_with_their_place(got, expected, where):
    assert compare.close(np.array(got), np.array(expected)).where == where


def test_the_tolerances_are_the_callers():
    got, expected = np.array([1.01, 1e-5]), np.array([1.0, 0.0])
    assert compare.close(got, expected, rtol=0.1, atol=1e-4) is None
    assert compare.close(got, expected, rtol=0.1) is not None
    assert compare.close(got, expected, atol=1e-4) is not None


def test_the_number_of_wrong_elements_and_the_largest_error_are_told():
    told = compare.close(np.array([1.0, 2.5, 7.0, 4.0]), np.array([1.0, 2.0, 3.0, 4.0]))
    assert told.summary == "2 of 4 elements differ, by 4 at most."


def test_of_truth_values_it_is_told_how_many_are_wrong_which_way():
    yes, no = np.ones(5, dtype=bool), np.zeros(5, dtype=bool)
    mixed = np.array([True, True, False, False, False])
    assert compare.close(yes, mixed).summary == "3 of 5 truth values differ: 3 should be False."
    assert compare.close(no, mixed).summary == "2 of 5 truth values differ: 2 should be True."
    assert compare.close(~mixed, mixed).summary == "5 of 5 truth values differ: 2 should be True, 3 should be False."


def test_what_is_to_be_made_is_the_same_when_its_maker_and_its_arrays_are():
    def made(maker="model", last=3.0, dtype=np.float64):
        return Built(maker, (("weight", np.array([1.0, last], dtype)), 2))

    assert compare.same(made(), made())
    assert not any(compare.same(made(), other) for other in (made("other"), made(last=4.0), made(dtype=np.float32)))


@pytest.mark.parametrize(
    ("got", "kind"),
    [
        (np.zeros(3, np.float32), "float32 of shape (3,)"),
        (np.zeros(3, np.int64), "int64 of shape (3,)"),
        (np.zeros((3, 1)), "float64 of shape (3, 1)"),
        (np.zeros(()), "float64 of shape ()"),
        (np.float64(0), "a single float64"),
        (None, "None"),
        (Opaque("numpy.matrix"), "a numpy.matrix"),
        (Opaque("int", "70 bits"), "an int (70 bits)"),
    ],
    ids=str,
)
def test_another_dtype_shape_or_kind_is_told_before_any_number(got, kind):
    summary = compare.close(got, np.zeros(3)).summary
    assert summary.startswith(f"expected float64 of shape (3,), got {kind}.")


@pytest.mark.parametrize("expected", [np.array([1.0]), np.array([1.0], np.float32), np.array([True])])
def test_the_advice_for_a_list_never_names_a_dtype_that_was_not_asked_for(expected):
    summary = compare.close(expected.tolist(), expected).summary
    assert "a list of 1. Return a NumPy array" in summary
    assert "int64" not in summary


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.complex64, np.complex128])
def test_the_farthest_apart_numbers_are_told_without_a_warning(dtype):
    most = np.finfo(dtype).max
    got, expected = np.array([most], dtype), np.array([-most], dtype)
    assert compare.close(got, expected) is not None
    assert not compare.same(got, expected)
    assert compare.same(got, got.copy())


def test_the_farthest_apart_plain_floats_are_compared_without_a_warning():
    assert not compare.same(1.7e308, -1.7e308)


@pytest.mark.parametrize(
    ("got", "summary"),
    [
        ([NAN, NAN, 3.0], "2 of 3 elements differ."),
        ([NAN, 2.5, 3.0], "2 of 3 elements differ, by 0.5 at most."),
        ([INF, NAN, 3.0], "2 of 3 elements differ, by inf at most."),
    ],
)
def test_the_largest_difference_is_one_between_numbers(got, summary):
    assert compare.close(np.array(got), np.array([1.0, 2.0, 3.0])).summary == summary
    assert compare.close(np.array([NAN]), np.array([1.0])).summary == "the only element differs."


def test_the_numbers_of_a_matrix_stand_in_columns_where_they_fit():
    assert display.text_of(np.array([[1.0, 20.5], [-0.25, 3.0]])) == "[[   1.,  20.5],\n [-0.25,    3.]]"
    wide = np.array([[1.2345e-5, *[1.0] * 9], [0.0] * 10])
    assert display.text_of(wide).startswith("[[1.2345e-05, 1., 1., 1.")


def test_a_difference_in_the_imaginary_part_alone_is_measured_too():
    told = compare.close(np.array([1 + 2j]), np.array([1 + 5j]))
    assert told.summary == "the only element is off by 3."


@pytest.mark.parametrize("dtype", [np.int64, np.uint64])
def test_large_integers_that_differ_by_one_differ(dtype):
    for number in (10**10, 2**53, 2**62):
        got, expected = np.array([number + 1], dtype), np.array([number], dtype)
        assert compare.close(got, expected) is not None
        assert not compare.same(got, expected)
        assert not compare.same(got, expected, rtol=0.0)


@pytest.mark.parametrize("dtype", [np.bool_, np.uint8, np.int8])
def test_small_whole_numbers_and_truth_values_are_compared_exactly(dtype):
    got, expected = np.array([1, 0], dtype), np.array([1, 1], dtype)
    assert compare.close(expected.copy(), expected) is None
    told = {"b": "1 of 2 truth values differ: 1 should be True."}
    assert compare.close(got, expected).summary == told.get(got.dtype.kind, "1 of 2 elements differ, by 1 at most.")


# ---------------------------------------------------------------------------------------------------------------------
# same


@pytest.mark.parametrize(
    "value",
    [None, True, 3, 2.5, NAN, INF, "text", [1, 2.0], (1, "a"), {"a": [np.zeros(2)]}, np.zeros((0, 4)), Opaque("set")],
    ids=str,
)
def test_a_value_is_the_same_as_itself(value):
    assert compare.same(value, value)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, 1.0),
        (True, 1),
        (None, False),
        ("1", 1),
        ([1], (1,)),
        ([1], [1, 2]),
        ([1, 2], [2, 1]),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"a": 1, "b": 2}),
        (2.5, 2.6),
        (NAN, 0.0),
        (INF, -INF),
        (Opaque("set"), Opaque("generator")),
        (np.zeros(2), [0.0, 0.0]),
        (np.zeros(2), np.zeros(3)),
        (np.zeros((1, 2)), np.zeros(2)),
        (np.zeros(2), np.zeros(2, np.float32)),
        (np.zeros(2), np.zeros(2, np.int64)),
        (np.zeros(2, bool), np.zeros(2, np.int64)),
        (np.float64(1), np.array(1.0)),
        (np.float64(1), 1.0),
        ([np.ones(2)], [np.zeros(2)]),
        (np.array([NAN]), np.array([0.0])),
        (np.array([0, 1]), np.array([0, 2])),
    ],
)
def test_another_kind_structure_or_number_is_not_the_same(left, right):
    assert not compare.same(left, right)
    assert not compare.same(right, left)


def test_integers_of_any_width_are_the_same():
    assert compare.same(np.array([1, 2], np.int32), np.array([1, 2], np.uint8))
    assert not compare.same(np.array([1, 2], np.int32), np.array([1, 3], np.uint8))


def test_a_small_element_is_measured_by_the_largest_of_its_array():
    assert compare.same(np.array([1e6, 1e-5]), np.array([1e6, 0.0]))
    assert not compare.same(np.array([1.0, 1e-5]), np.array([1.0, 0.0]))


def test_an_infinite_element_does_not_make_every_other_one_the_same():
    assert not compare.same(np.array([INF, 1.0]), np.array([INF, 2.0]))


def test_without_a_tolerance_the_last_bit_counts():
    assert not compare.same(np.array([1.0]), np.array([np.nextafter(1.0, 2.0)]), rtol=0.0)
    assert compare.same(np.array([1.0, NAN]), np.array([1.0, NAN]), rtol=0.0)


# ---------------------------------------------------------------------------------------------------------------------
# show


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "None"),
        (True, "True"),
        (0.1 + 0.2, "0.3"),
        (np.float32(1.5), "1.5"),
        (np.int64(3), "3"),
        ("手", "'手'"),
        ([1, (2.0,), {"a": None}], "[1, (2,), {'a': None}]"),
        (np.array([1.0, -0.5]), "[1., -0.5]"),
        (np.array([[1, 2], [3, 4]]), "[[1, 2],\n [3, 4]]"),
        (np.zeros((0, 4)), "[] of shape (0, 4)"),
        (np.arange(41), "int64 of shape (41,): 0, 1, 2, 3, …"),
        (list(range(41)), "a list of 41"),
        (Opaque("torch.Tensor", "shape (3,)"), "a torch.Tensor (shape (3,))"),
    ],
    ids=str,
)
def test_a_value_is_shown_as_one_reads_it(value, shown):
    assert display.text_of(value) == shown


@pytest.mark.parametrize("hostile", ["\x1b]0;title\x07", "a\nb", "\u202egnp.exe", "\ud800", "\x9b31m"])
def test_nothing_of_a_hostile_text_reaches_what_is_shown(hostile):
    for value in (hostile, [hostile], {hostile: hostile}, Opaque(hostile, hostile)):
        for text in (display.text_of(value), display.kind_of(value), compare.indices(value, indices(0)).got):
            assert text.isprintable(), ascii(text)


@pytest.mark.parametrize(
    "value",
    [
        [[["x" * 300] * 40] * 40] * 40,
        [np.arange(40.0)] * 40,
        {number: ["x" * 300] * 40 for number in range(40)},
        np.zeros((1,) * 15 + (40,)),
        "x" * 100_000,
    ],
    ids=["nested", "arrays", "dict", "axes", "text"],
)
def test_what_is_shown_of_any_value_fits_on_a_screen_or_two(value):
    begin = time.perf_counter()
    assert len(display.text_of(value)) < 8000
    assert time.perf_counter() - begin < 1


def test_what_is_too_large_for_its_own_absolute_value_is_not_near_everything():
    huge = np.array([1.5e308 + 1.5e308j, 1.0])
    assert compare.same(huge, huge.copy())
    assert not compare.same(np.array([1.5e308 + 1.5e308j, 2.0]), huge)


def test_a_signalling_nan_is_compared_without_a_warning():
    odd = np.array([0x7C01, 0x3C00], np.uint16).view(np.float16)
    assert compare.same(odd, odd)


def test_matrices_within_other_values_stand_in_columns():
    matrix = np.array([[1.5, 2.0], [3.0, 4.0]])
    assert display.text_of(Tensor(matrix)) == "tensor([[1.5,  2.],\n        [ 3.,  4.]])"
    assert display.text_of(("w", matrix)) == "('w', [[1.5,  2.],\n       [ 3.,  4.]])"
    assert display.text_of({"w": [matrix]}) == "{'w': [[[1.5,  2.],\n        [ 3.,  4.]]]}"


def test_what_makes_an_object_is_shown_an_argument_a_line_where_it_is_long():
    assert display.text_of(Built("zeros", ((2,), 3))) == "zeros((2,), 3)"
    matrix = np.array([[1.5, 2.0], [3.0, 4.0]])
    assert display.text_of(Built("model", (("w", matrix), ("b", 1.0)))) == (
        "model(\n  ('w', [[1.5,  2.],\n         [ 3.,  4.]]),\n  ('b', 1),\n)"
    )
