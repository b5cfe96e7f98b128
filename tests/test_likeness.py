"""What a wrong answer is like: claimed where it explains the whole answer, and never by accident."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from shousi import compare
from shousi.likeness import likeness
from shousi.wire import Tensor

RNG = np.random.default_rng(6)
SQUARE, WIDE, LINE = RNG.normal(size=(4, 4)), RNG.normal(size=(3, 5)), RNG.normal(size=7)
IMAGE = RNG.normal(size=(2, 3, 6, 6))


def agrees(got, expected):
    return compare.close(got, expected) is None


def shifted(array, axis, by):
    moved = np.roll(array, by, axis)
    moved[(slice(None),) * axis + (0 if by > 0 else -1,)] = 99.0
    return moved


def bordered(array):
    wrong = array + 1
    wrong[..., 1:-1, 1:-1] = array[..., 1:-1, 1:-1]
    return wrong


@pytest.mark.parametrize(
    ("got", "expected", "told"),
    [
        (SQUARE.T.copy(), SQUARE, "It is transposed."),
        (WIDE.T, WIDE, "It is transposed."),
        (IMAGE.transpose(0, 2, 3, 1), IMAGE, "Its axes are out of order: transpose(0, 3, 1, 2) mends it."),
        (LINE[::-1], LINE, "It is flipped: last to first."),
        (SQUARE[::-1], SQUARE, "It is flipped upside down (axis 0)."),
        (SQUARE[:, ::-1], SQUARE, "It is flipped left to right (axis 1)."),
        (IMAGE[:, :, ::-1, ::-1], IMAGE, "It is flipped along axes 2 and 3."),
        (shifted(LINE, 0, 1), LINE, "It is shifted by one along axis 0: each number is one place later"),
        (shifted(WIDE, 1, -1), WIDE, "It is shifted by one along axis 1: each number is one place earlier"),
        (WIDE * 2.5, WIDE, "Every element is 2.5 times what was expected."),
        (-WIDE, WIDE, "The sign is wrong."),
        (WIDE + 0.5, WIDE, "Everything is off by the same 0.5."),
        (bordered(SQUARE), SQUARE, "Only the border is wrong; everything inside is right."),
        (bordered(IMAGE), IMAGE, "Only the border is wrong; everything inside is right."),
        (np.trunc(10 * WIDE), 10 * WIDE, "Whole numbers where fractions belong: the right numbers were cut off."),
        (np.rint(10 * WIDE).astype(int), 10 * WIDE, "Integers where floats belong: the right numbers were rounded."),
        (np.arange(6), np.arange(6.0), "The numbers are right; only the dtype is wrong: int64 instead of float64."),
        (WIDE.astype(np.float32), WIDE.astype(np.float32).astype(float), "The numbers are right; only the dtype"),
        (WIDE.reshape(5, 3), WIDE, "The numbers are right and in order; only the shape is wrong."),
        (WIDE[:, :4], WIDE, "The common part is right: at the end of an axis there is less than expected."),
        (np.pad(WIDE, ((1, 0), (1, 1))), WIDE, "It contains the right answer, with an extra border around it."),
        (SQUARE[1:-1, 1:-1], SQUARE, "It is the right answer without its border."),
        (LINE[[3, 0, 1, 2, 6, 5, 4]], LINE, "The right numbers, in the wrong order."),
        (np.where(WIDE.max() == WIDE, np.nan, WIDE), WIDE, "1 of them is NaN."),
    ],
)
def test_a_slip_is_recognised(got, expected, told):
    assert not agrees(got, expected)
    assert likeness(got, expected, agrees).startswith(told)
    assert likeness(Tensor(got), Tensor(expected), agrees).startswith(told)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (np.array([2.0, 4.0]), np.array([1.0, 2.0])),  # two numbers are like anything
        (np.zeros(9), LINE),
        (np.ones(5), np.full(5, 2.0)),
        (RNG.normal(size=(4, 4)), SQUARE),
        (RNG.normal(size=(5, 3)), WIDE),
        (np.full((4, 4), np.inf), SQUARE),
        ("text", SQUARE),
        (None, None),
        (np.array([]), LINE),
    ],
)
def test_what_is_like_nothing_is_called_nothing(got, expected):
    assert likeness(got, expected, agrees) == ""


NUMBERS = st.one_of(st.integers(-3, 3).map(float), st.floats(width=32))
ARRAYS = hnp.arrays(np.float64, hnp.array_shapes(max_dims=3, max_side=4), elements=NUMBERS)


@given(ARRAYS, ARRAYS)
def test_any_two_arrays_can_be_looked_at(got, expected):
    told = likeness(got, expected, agrees)
    assert told == "" or told.endswith(".")
