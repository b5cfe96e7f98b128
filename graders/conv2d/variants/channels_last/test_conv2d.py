"""The checks of `conv2d` with the channels last: those of conv2d with their arrays turned, and its own examples."""

from types import SimpleNamespace

import numpy as np
import pytest

from shousi.grading import assert_close, checks_of, grader_above, level

above = grader_above(__file__)
agrees = above.agrees  # a fixture of its checks

X, WEIGHT = above.X.transpose(1, 2, 0), above.WEIGHT.transpose(2, 3, 1, 0)


def _turned(x, weight, *rest, **named):
    """Return the arguments with their channels last; what is refused for its rank stays as it is."""
    x = x.transpose(1, 2, 0) if x.ndim == 3 else x
    return (x, weight.transpose(2, 3, 1, 0) if weight.ndim == 4 else weight, *rest), named


@level("sliding window")
def test_answers_the_example(conv2d):
    """The worked example of conv2d with its axes turned, and a second call with its numbers in other places.

    Catches: result-channels-first, width-before-height.
    """
    assert_close(conv2d(x=X, weight=WEIGHT), above.SUMS.transpose(1, 2, 0))
    again = conv2d(X[::-1, ::-1].copy(), WEIGHT[::-1, ::-1].copy())
    assert_close(again, above.SUMS[:, ::-1, ::-1].transpose(1, 2, 0))


@level("stride and padding")
def test_takes_bias_stride_and_padding_in_this_order(conv2d):
    """A bias of 10, stride 2 and padding 1, by position."""
    assert_close(conv2d(X, WEIGHT, np.array([10.0]), 2, 1), above.SUMS_AT_STRIDE_2.transpose(1, 2, 0))


WITHOUT = {  # they know the answer, whose axes are not turned
    "test_conv2d_answers_the_example_by_name",
    "test_conv2d_answers_the_example_by_position",
    "test_conv2d_reads_any_memory_layout",
    "test_answers_a_second_call_afresh",
    "test_takes_bias_stride_and_padding_in_this_order",
    "test_spreads_the_taps_by_the_dilation",
}


class TestTurned(checks_of(above, without=WITHOUT)):
    """The checks of conv2d, with every array turned before the call."""

    @pytest.fixture
    def conv2d(self, conv2d):
        return conv2d.asking(_turned)

    @pytest.fixture
    def solution(self, solution):
        def call(*args, **named):
            args, named = _turned(*args, **named)
            return solution.conv2d(*args, **named)

        return SimpleNamespace(conv2d=call)
