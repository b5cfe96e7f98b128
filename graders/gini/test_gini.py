"""The checks of `gini`: the standard ones of both functions, and what is special about them."""

import functools

import numpy as np

from shousi.grading import assert_all_close, assert_close, comparison, level, standard

X, LABELS = np.array([3.0, 1, 4, 1]), np.array([5, 7, 5, 5])
ATOL = 1e-6  # an impurity of 0 may come out as a rounding error
near = functools.partial(assert_close, atol=ATOL)
MARGIN = 1e-3  # impurities in float32 are off by less than 1e-5


@comparison
def close(got, expected):
    """Check the threshold and the impurity."""
    assert_all_close(got, expected, ("threshold", "impurity"), atol=ATOL)


def one_best(x, labels):
    """Say whether the best threshold is the best by MARGIN."""
    values, left_over = np.unique(x), []
    for below in values[:-1]:
        sides = labels[x <= below], labels[x > below]
        squares = [(np.unique(side, return_counts=True)[1] ** 2).sum() / len(side) for side in sides]
        left_over.append(1 - sum(squares) / len(x))
    return len(values) > 1 and (len(left_over) == 1 or np.diff(np.sort(left_over))[0] > MARGIN)


def legal(function, first, labels=None):
    """Say whether these are labels, or examples with one best threshold."""
    if labels is None:
        return first.ndim == 1 and first.size > 0
    return first.ndim == labels.ndim == 1 and len(first) == len(labels) and one_best(first, labels)


def draw_labels(rng):
    """Return up to 30 labels of up to five classes."""
    return (rng.integers(0, rng.integers(1, 6), rng.integers(1, 30)),)


def draw(rng, whole=False, short=False):
    """Return values, some of them equal, and labels that depend on them."""
    while True:
        n, classes = int(rng.integers(3, 30)), int(rng.integers(2, 5))
        x = np.round(rng.normal(size=n) * 3, 1)
        noise = rng.uniform(0.1, 2)
        labels = np.clip(np.round((x + rng.normal(size=n) * noise) / 3 + classes / 2), 0, classes - 1).astype(int)
        x = np.round(x * 10) if whole else np.clip(np.round(x * 20 + 70), 0, 100) if short else x
        if one_best(x, labels):
            return x, rng.permutation(classes)[labels]


globals().update(
    standard(
        "gini",
        example=({"labels": np.array([0, 0, 1, 2])}, 0.625),
        draw=draw_labels,
        basic="gini",
        compare=near,
        refuses={"labels": [np.zeros(0, int), np.array(3), np.zeros((2, 2), int)]},
    )
    | standard(
        "best_split",
        example=({"x": X, "labels": LABELS}, (2.0, 0.25)),
        draw=draw,
        basic="split",
        compare=close,
        rounds=40,
        whole=lambda rng: draw(rng, whole=True),
        refuses={
            "x": [np.full(4, 2.0), {"x": np.zeros(0), "labels": np.zeros(0, int)}, X[:, None], np.array(1.0)],
            ("labels", "x"): [{"labels": np.zeros(bad, int)} for bad in ((3,), (5,), (4, 1), (0,))],
        },
    )
)


@level("edge cases")
def test_counts_any_labels(gini, solution):
    """One label, equal labels, and labels of −1 and 1000: their size says nothing.

    Catches: no-negative-labels.
    """
    for labels, impurity in (([4], 0), ([-1, -1, -1], 0), ([-1, 1000], 0.5), ([-2, -1, -2, 7], 0.625)):
        near(gini(np.array(labels)), impurity)


@level("edge cases")
def test_splits_any_values(best_split, solution, rng):
    """Two examples; values that are negative, small or large; labels of −1 and 1000; equal labels.

    Catches: classes-from-zero.
    """
    close(best_split(np.array([5.0, 2]), np.array([1, 0])), (3.5, 0.0))
    close(best_split(np.array([0.25, -0.5, -0.5]), np.array([3, 3, 3])), (-0.125, 0.0))
    for scale, shift in ((1e-3, 0), (1e3, 0), (-1, 0), (1, -20)):
        x, labels = draw(rng)
        args = x * scale + shift, np.array([-1, 1000, 0, -7])[labels]
        if one_best(*args):
            close(best_split(*args), solution.best_split(*args))


@level("precision")
def test_short_dtypes_lose_nothing(best_split, solution, rng):
    """Values in short dtypes are those in float64.

    Catches: uint8-wraps-around.
    """
    for dtype in (np.uint8, np.int16, np.float16, np.float32):
        for _ in range(3):
            x, labels = draw(rng, short=True)
            close(best_split(x.astype(dtype), labels), solution.best_split(x, labels))
    close(best_split(np.array([200, 90], np.uint8), np.array([1, 0])), (145.0, 0.0))


@level("ties")
def test_takes_the_smallest_of_equally_good_thresholds(best_split):
    """Of equally good thresholds the smallest is returned.

    Catches: ties-to-the-largest.
    """
    for x, labels in (([1.0, 2, 3], [0, 1, 0]), ([3.0, 2, 1], [4, 5, 6])):
        close(best_split(np.array(x), np.array(labels)), (1.5, 1 / 3))
