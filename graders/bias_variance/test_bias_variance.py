"""The checks of `bias_variance`: the standard ones, and what is special about it."""

import numpy as np

from shousi.grading import Fast, assert_all_close, comparison, level, standard

NAMES = ("bias", "variance", "noise")


@comparison
def close(got, expected):
    """Check the three parts; what is 0 may be off by a millionth of their sum, which float32 arithmetic needs."""
    assert_all_close(got, expected, NAMES, rtol=1e-5, atol=1e-6 * sum(expected))


def draw(rng, models=None, repeats=None, points=None, whole=False):
    """Return predictions and labels in which bias, variance and noise are of about one size."""
    models, repeats = models or int(rng.integers(2, 7)), repeats or int(rng.integers(2, 7))
    points = points or int(rng.integers(2, 8))
    truth, bias = rng.normal(size=points) * 2, rng.normal(size=points)
    predictions = truth + bias + rng.normal(size=(models, points)) * rng.uniform(0.5, 1.5)
    labels = truth + rng.normal(size=(repeats, points)) * rng.uniform(0.5, 1.5)
    return (np.round(predictions * 5), np.round(labels * 5)) if whole else (predictions, labels)


def draw_large(rng):
    """Return 50 predictions and 5 labels of 20,000 points."""
    return draw(rng, 50, 5, 20_000)


globals().update(
    standard(
        "bias_variance",
        example=(
            {"predictions": np.array([[1.0, 4], [3, 8]]), "labels": np.array([[3.0, 9], [5, 7]])},
            (4.0, 2.5, 1.0),
        ),
        draw=draw,
        compare=close,
        whole=lambda rng: draw(rng, whole=True),
        refuses={
            "predictions": [np.ones(2), np.zeros((0, 2)), np.ones((2, 2, 1))],
            ("labels", "predictions"): [{"labels": np.ones(bad)} for bad in ((2,), (0, 2), (2, 3), (2, 1))],
        },
        speed=Fast(12, "50 models and 20,000 points", draw_large),
    )
)


@level("edge cases")
def test_takes_one_of_each(bias_variance, solution, rng):
    """One model has no variance, one label for each point has no noise, and one point will do.

    Catches: one-is-not-enough.
    """
    for models, repeats, points in ((1, 4, 5), (4, 1, 5), (4, 4, 1), (1, 1, 5), (1, 1, 1)):
        args = draw(rng, models, repeats, points)
        close(bias_variance(*args), solution.bias_variance(*args))


@level("precision")
def test_keeps_small_differences_of_large_numbers(bias_variance, solution, rng):
    """Numbers near ten million that differ by about 1 lose nothing.

    Catches: squares-cancel.
    """
    predictions, labels = draw(rng)
    args = predictions + 1e7, labels + 1e7
    close(bias_variance(*args), solution.bias_variance(*args))
