"""The checks of `precision_recall`: the standard ones of both functions, and what is special about them."""

import functools

import numpy as np

from shousi.grading import Curve, Fast, assert_all_close, assert_close, comparison, level, standard

TOLERANCE = 1e-5  # float32 sums of 200,000 terms are off by 1e-6
close = functools.partial(assert_close, rtol=0, atol=TOLERANCE)
EXAMPLE = {"scores": np.array([0.9, 0.8, 0.7, 0.7, 0.5, 0.3]), "labels": np.array([1, 0, 1, 0, 1, 0])}
PRECISION, RECALL = np.array([3 / 6, 3 / 5, 2 / 4, 1 / 2, 1, 1]), np.array([1, 1, 2 / 3, 1 / 3, 1 / 3, 0])
THRESHOLDS = np.array([0.3, 0.5, 0.7, 0.8, 0.9])


@comparison
def curves_close(got, expected):
    """Check precision, recall and thresholds."""
    assert_all_close(got, expected, ("precision", "recall", "thresholds"), rtol=TOLERANCE, atol=TOLERANCE)


def draw(rng, n=None):
    """Return n scores without ties that float32 holds, positives more often among the high ones, and labels."""
    n = int(rng.integers(5, 30)) if n is None else n
    scores = rng.permutation(n) - float(n // 2)
    labels = (rng.random(n) < rng.uniform(0.2, 0.5) + 0.4 * scores / n).astype(np.int64)
    labels[rng.integers(n)] = 1
    return scores / 8, labels


def draw_tied(rng):
    """Return whole numbers from 0 to 5 as scores, so that many are equal."""
    labels = draw(rng)[1]
    return (rng.integers(0, 5, len(labels)) + rng.integers(0, 2, len(labels)) * labels).astype(float), labels


def draw_many(rng, n):
    """Return n scores of at most 50,000 values, so that answers in lists are short enough to be sent."""
    scores, labels = draw(rng, n)
    return np.floor(8 * scores / max(1, n // 50_000)) / 8, labels


def legal(function, scores, labels):
    """Say whether there is a label for each score and a positive, when a failing input is made smaller."""
    return scores.shape == labels.shape and set(labels.tolist()) <= {0, 1} and bool(labels.any())


def picture(function, answer, scores, labels):
    """Return what to draw of an answer of `precision_recall`: the curve."""
    if function == "average_precision":
        return None
    precision, recall, _ = answer
    return Curve(x=recall, y=precision, names=("recall", "precision"))


def checks(function, basic, expected, compare, sizes):
    """Return the standard checks of one of the functions."""
    scores, labels = EXAMPLE.values()
    return standard(
        function,
        example=(EXAMPLE, expected),
        draw=lambda rng: (draw, draw_tied)[rng.integers(2)](rng),
        basic=basic,
        compare=compare,
        whole=draw_tied,
        refuses={
            "scores": [scores.reshape(2, 3), np.array(0.5), np.where(np.arange(6) == 3, np.nan, scores)],
            ("labels", "scores"): [{"labels": bad} for bad in (labels[:2], np.append(labels, labels), labels[None])],
            "labels": [{"labels": np.array(bad)} for bad in ([0] * 6, [1, 0, 2, 0, 1, 0], [1, -1] * 3)],
        },
        speed=Fast(80, f"{sizes[-1]:,} scores", draw_many, sizes=sizes, of="scores"),
    )


globals().update(
    checks(
        "precision_recall",
        "precision and recall",
        (PRECISION, RECALL, THRESHOLDS),
        curves_close,
        (10_000, 40_000, 200_000),
    )
    | checks("average_precision", "average precision", 0.7, close, (5_000, 10_000, 20_000))
)


@level("edge cases")
def test_takes_few_and_equal_scores(precision_recall, average_precision, solution):
    """Positives only, a single positive, all scores equal, the highest scores all wrong.

    Catches: nothing-without-a-negative.
    """
    for scores, labels in (
        ([0.2, 0.4, 0.3], [1, 1, 1]),
        ([-3.0], [1]),
        ([0.5] * 4, [0, 1, 0, 0]),
        ([5.0, 4, 4, 3], [0, 0, 0, 1]),
    ):
        args = np.array(scores), np.array(labels)
        curves_close(precision_recall(*args), solution.precision_recall(*args))
        close(average_precision(*args), solution.average_precision(*args))
