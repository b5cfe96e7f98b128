"""The checks of `decision_stump`: the standard ones of both functions, and what is special about them."""

import functools

import numpy as np

from shousi.grading import Fast, Points, assert_all_close, assert_close, comparison, level, standard

X, Y = np.array([[1.0, 5], [2, 6], [3, 6], [4, 6]]), np.array([1, 1, -1, 1])
WEIGHTS = np.array([1.0, 1, 5, 3])
MARGIN = 1e-4  # weighted errors in float32 are off by less than 1e-6
says = functools.partial(assert_close, rtol=0, atol=0)


@comparison
def close(got, expected):
    """Check the stump and its error; an error of 0 may come out as a rounding error."""
    assert_all_close(got, expected, ("feature", "threshold", "polarity", "error"), atol=1e-6)


def one_best(x, y, weights):
    """Say whether one stump is the best by MARGIN."""
    errors = []
    for column in x.T:
        says = np.where(column > np.unique(column)[:-1, None], 1, -1)
        wrong = (says != y) @ weights / weights.sum()
        errors += [*wrong, *(1 - wrong)]
    errors.sort()
    return len(errors) > 1 and errors[1] - errors[0] > MARGIN


def legal(function, x, *rest):
    """Say whether these are examples with one best stump, or a stump of one feature."""
    if x.ndim != 2:
        return False
    if len(rest) == 3:
        return 0 <= rest[0] < x.shape[1] and rest[2] in (1, -1)
    y, weights = rest
    shapes = y.shape == weights.shape == x.shape[:1] and x.size
    return bool(shapes) and (np.abs(y) == 1).all() and (weights > 0).all() and one_best(x, y, weights)


def draw(rng, n=None, d=None, whole=False, short=False):
    """Return examples, labels that depend on one feature, and weights that sum to about 1 or to much more."""
    while True:
        size, features = n or int(rng.integers(4, 30)), d or int(rng.integers(1, 5))
        x = np.round(rng.normal(size=(size, features)) * 3, 1 if n is None else 4)
        noisy = x[:, rng.integers(features)] + rng.normal(size=size) * rng.uniform(0.5, 3)
        y = np.where(noisy > rng.normal(), 1, -1) * rng.choice([1, -1])
        weights = rng.uniform(0.2, 2, size) * rng.choice([1 / size, 1.0, 20])
        x = np.round(x * 10) if whole else np.clip(np.round(x * 20 + 180), 0, 255) if short else x
        weights = np.ceil(weights * 10) if whole else weights
        if one_best(x, y, weights):
            return x, y, weights


def draw_stump(rng):
    """Return the arguments of `predict`; some values equal the threshold."""
    x = rng.integers(-4, 5, (int(rng.integers(1, 9)), int(rng.integers(1, 4)))) / 2
    return x, int(rng.integers(x.shape[1])), float(rng.integers(-2, 3) / 2), int(rng.choice([1, -1]))


def picture(function, answer, x, y=None, **rest):
    """Return what to draw of an answer: the examples, and what the stump says where."""
    if function == "predict":
        return Points(points=x, labels=answer)
    feature, threshold, polarity, _ = answer
    return Points(points=x, labels=y, predict=lambda at: np.where(at[:, feature] > threshold, polarity, -polarity))


BAD_Y = [np.ones(bad, int) for bad in ((3,), (5,), (4, 1))]
BAD_WEIGHTS = [np.ones(bad) for bad in ((3,), (5,), (4, 1))]
NONE = {"x": np.zeros((0, 2)), "y": np.zeros(0, int), "weights": np.zeros(0)}

globals().update(
    standard(
        "predict",
        example=({"x": X, "feature": 0, "threshold": 3.5, "polarity": 1}, np.array([-1, -1, -1, 1])),
        draw=draw_stump,
        basic="predict",
        compare=says,
        refuses={"x": [np.zeros(4), np.zeros((4, 2, 1))], "feature": [-1, 2], "polarity": [0, 2]},
    )
    | standard(
        "decision_stump",
        example=({"x": X, "y": Y, "weights": WEIGHTS}, (0, 3.5, 1, 0.2)),
        draw=draw,
        basic="stump",
        compare=close,
        rounds=40,
        whole=lambda rng: draw(rng, whole=True),
        refuses={
            "x": [np.tile([1.0, 2], (4, 1)), np.arange(4.0), np.arange(4.0)[:, None, None], NONE],
            ("y", "x"): BAD_Y,
            "y": [np.array([1, 0, 0, 1]), np.array([1, 2, -1, 1])],
            ("weights", "x"): BAD_WEIGHTS,
            "weights": [np.array([1.0, 1, -1, 1]), np.zeros(4)],
        },
        speed=Fast(600, "500 examples of 3 features", lambda rng: draw(rng, 500, 3)),
    )
)


@level("edge cases")
def test_takes_small_and_constant_features(decision_stump, solution, rng):
    """Two examples, constant features, weights of 0, an error of 0.

    Catches: constant-feature-counts.
    """
    two = np.array([[1.0, 4], [1, 2]]), np.array([1, -1]), np.array([0.5, 2])
    close(decision_stump(*two), (1, 3.0, 1, 0.0))
    close(decision_stump(np.array([[1.0], [2], [3]]), np.array([-1, 1, -1]), np.array([1.0, 1, 0])), (0, 1.5, 1, 0.0))
    for column in (0, 1):
        x, y, weights = draw(rng, d=2)
        x[:, 1 - column] = 7.0
        if one_best(x, y, weights):
            close(decision_stump(x, y, weights), solution.decision_stump(x, y, weights))


@level("precision")
def test_short_dtypes_lose_nothing(decision_stump, solution, rng):
    """Values in short dtypes are those in float64.

    Catches: uint8-wraps-around.
    """
    for dtype in (np.uint8, np.int16, np.float16, np.float32):
        for _ in range(3):
            x, y, weights = draw(rng, short=True)
            close(decision_stump(x.astype(dtype), y, weights), solution.decision_stump(x, y, weights))


@level("ties")
def test_takes_the_first_of_equally_good_stumps(decision_stump):
    """The first feature, then the smallest threshold, then polarity 1. The weights are a quarter each.

    Catches: ties-to-the-last-feature, ties-to-the-largest-threshold, ties-to-polarity-minus-one.
    """
    column, quarters = np.array([[1.0], [2], [3], [4]]), np.full(4, 0.25)
    for x, y, stump in (
        (np.hstack([column, column * 2]), [-1, -1, 1, 1], (0, 2.5, 1, 0.0)),
        (np.hstack([column[::-1], column]), [-1, 1, 1, 1], (0, 3.5, -1, 0.0)),
        (column, [1, -1, 1, -1], (0, 1.5, -1, 0.25)),
        (np.array([[1.0], [1], [2], [2]]), [1, -1, 1, -1], (0, 1.5, 1, 0.5)),
    ):
        close(decision_stump(x, np.array(y), quarters), stump)
