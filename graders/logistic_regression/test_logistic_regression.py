"""The checks of `logistic_regression`: the standard ones of its functions, and what is special about them."""

import numpy as np

from shousi.grading import Fast, Points, assert_all_close, comparison, level, standard

RTOL = 1e-4  # float32: sums of a hundred terms that cancel, and the solution of a system of condition 100
X, Y = np.array([[0.0], [1], [2], [3]]), np.array([0, 1, 0, 1])
START = {"w": np.array([0.0]), "b": 0.0, "x": X, "y": Y, "l2": 0.0}


@comparison
def gradient_close(got, expected):
    """Check loss, dw and db."""
    assert_all_close(got, expected, ("loss", "dw", "db"), rtol=RTOL, atol=RTOL)


@comparison
def weights_close(got, expected):
    """Check w and b."""
    assert_all_close(got, expected, ("w", "b"), rtol=RTOL, atol=RTOL)


def draw(rng, n=None, d=None):
    """Return the arguments of `loss_and_gradient`; logits are small, and the classes overlap."""
    n, d = n or int(rng.integers(20, 60)), d or int(rng.integers(1, 5))
    x = rng.normal(size=(n, d)) + rng.choice([0.0, 0.5])
    w, b = rng.normal(size=d) / np.sqrt(d), float(rng.normal())
    y = (rng.uniform(size=n) < 1 / (1 + np.exp(-x @ rng.normal(size=d) / np.sqrt(d)))).astype(np.int64)
    y[:2] = 0, 1
    return w, b, x, y, float(rng.choice([0.0, 0.1, 1.0]))


def draw_descent(rng, n=None, d=None, steps=None):
    """Return the arguments of `gradient_descent`."""
    *_, x, y, l2 = draw(rng, n, d)
    return x, y, float(rng.choice([0.03, 0.1, 0.5])), int(rng.integers(2, 40)) if steps is None else steps, l2


def draw_whole(rng):
    """Return whole numbers; logits stay small."""
    _, b, x, y, l2 = draw(rng)
    return np.ones(x.shape[1]), b, np.round(x), y, l2


def legal(function, *args):
    """Say whether the shapes fit, the labels are 0 or 1, and Newton's step is well defined."""
    w, _, x, y = args[:4] if len(args[0].shape) == 1 else (None, 0.0, *args[:2])
    fits = x.ndim == 2 and x.size and y.shape == x.shape[:1] and (w is None or w.shape == x.shape[1:])
    if not fits or not np.isin(y, (0, 1)).all() or args[-1] < 0:
        return False
    return np.linalg.cond(np.column_stack([x, np.ones(len(x))])) < 30


def picture(function, answer, x, y, **rest):
    """Return what to draw of an answer: the examples by class, and on which side of the boundary they fall."""
    if function == "loss_and_gradient":
        return None
    w, b = answer
    return Points(points=x, labels=y, predict=lambda points: points @ np.asarray(w) + b > 0)


REFUSES = {
    "x": [np.zeros(4), np.zeros((0, 1)), np.zeros((4, 1, 1))],
    ("y", "x"): [{"y": np.array(bad)} for bad in ([0, 1, 0], [0, 1, 0, 1, 0], [[0, 1, 0, 1]])],
    "y": [{"y": np.array(bad)} for bad in ([-1, 1, -1, 1], [0, 1, 2, 0], [0.5, 1, 0, 1])],
    "l2": [-0.1],
}
WRONG_W = {("w", "x"): [{"w": bad} for bad in (np.zeros(0), np.zeros(2), np.zeros((1, 1)), np.zeros(4))]}

globals().update(
    standard(
        "loss_and_gradient",
        example=(START, (np.log(2), np.array([-0.25]), 0.0)),
        draw=draw,
        basic="gradient",
        compare=gradient_close,
        whole=draw_whole,
        refuses=REFUSES | WRONG_W,
    )
    | standard(
        "gradient_descent",
        example=({"x": X, "y": Y, "learning_rate": 1.0, "steps": 1, "l2": 0.0}, (np.array([0.25]), 0.0)),
        draw=draw_descent,
        basic="descent",
        compare=weights_close,
        refuses=REFUSES,
        speed=Fast(15, "100 steps on 2,000 examples", lambda rng: draw_descent(rng, 2000, 20, 100)),
    )
    | standard(
        "newton_step",
        example=(START, (np.array([0.8]), -1.2)),
        draw=draw,
        basic="newton",
        compare=weights_close,
        refuses=REFUSES | WRONG_W,
    )
)


@level("edge cases")
def test_stays_finite_for_large_logits(loss_and_gradient):
    """Logits of ±1000: an example that is surely wrong adds 1000 / N to the loss, one that is right nothing.

    Catches: logarithm-of-the-sigmoid, clipped-probability.
    """
    x, w = np.array([[1000.0], [-1000], [1000], [-1000]]), np.array([1.0])
    for labels, loss in (([1, 0, 1, 0], 0), ([0, 1, 0, 1], 1000), ([0, 0, 1, 1], 500)):
        y = np.array(labels)
        error = (x[:, 0] > 0) - y
        gradient_close(loss_and_gradient(w, 0.0, x, y), (loss, (error @ x) / 4, error.mean()))


@level("edge cases")
def test_takes_one_example_and_no_steps(loss_and_gradient, gradient_descent, newton_step, solution, rng):
    """One example; no steps leave w and b at 0; l2 is 0 where it is left out.

    Catches: one-step-at-least.
    """
    for label in (0, 1):
        w, b, x, y, l2 = draw(rng)
        args = w, b, x[:1], np.array([label]), l2
        gradient_close(loss_and_gradient(*args), solution.loss_and_gradient(*args))
        weights_close(gradient_descent(x, y, 0.1, 0), (np.zeros(len(w)), 0.0))
    weights_close(gradient_descent(x, y, 0.5, 3), solution.gradient_descent(x, y, 0.5, 3))
    weights_close(newton_step(w, b, x, y), solution.newton_step(w, b, x, y))
