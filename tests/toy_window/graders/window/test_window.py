"""The checks of `window`."""

import numpy as np

from shousi.grading import assert_close, level


@level("basic")
def test_gives_the_rows_of_the_example(Window):
    """The rows come back in order."""
    window = Window(3, 2)
    assert_close(window.update(np.array([[1.0, 2.0]])), np.array([[1.0, 2.0]]))
    assert_close(window.update(np.array([[3.0, 4.0]])), np.array([[1.0, 2.0], [3.0, 4.0]]))
    assert_close(window.length, 2)


@level("basic")
def test_agrees_with_the_solution(Window, solution, rng):
    """Random rows give what the reference gives."""
    mine, theirs = Window(4, 3), solution.Window(4, 3)
    for count in (1, 2, 3):
        rows = rng.normal(size=(count, 3))
        assert_close(mine.update(rows), theirs.update(rows))
        assert_close(mine.length, theirs.length)
    weights = rng.normal(size=mine.length)
    assert_close(mine(weights), theirs(weights))


@level("state")
def test_two_windows_share_nothing(Window):
    """Two windows have rows of their own."""
    one, two = Window(3, 1), Window(capacity=3, width=1)
    one.update(np.array([[1.0]]))
    assert_close(two.length, 0)


@level("state")
def test_a_half_window_has_the_latest_rows(Window):
    """The half of a window is a window."""
    window = Window(4, 1)
    window.update(np.arange(4.0)[:, None])
    half = window.half()
    assert_close(half.update(np.array([[9.0]])), np.array([[3.0], [9.0]]))


@level("state")
def test_a_window_is_refilled_by_a_function(refill, Window):
    """A function takes a window."""
    window = Window(2, 1)
    assert_close(refill(np.arange(3.0)[:, None], window), np.array([1, 2, 2]))
    assert_close(window.length, 2)
