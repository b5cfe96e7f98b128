"""The checks of `svm`: the standard ones of its functions, and what is special about it."""

import numpy as np

from shousi.grading import Fast, Points, assert_all_close, comparison, level, standard

RTOL = 1e-4  # float32: sums of some ten terms that cancel
MARGIN = 1e-3  # no y · score may be nearer to 1: there float32 decides otherwise
X, Y, W = np.array([[2.0], [0.5], [0.25], [1.5]]), np.array([1, 1, 1, -1]), np.array([1.0])
START = {"w": W, "b": 0.0, "x": X, "y": Y, "l2": 0.5}
STEPS = {"x": np.array([[2.0], [-1], [1]]), "y": np.array([1, -1, -1]), "l2": 0.5, "order": np.array([0, 2, 1, 0])}


@comparison
def gradient_close(got, expected):
    """Check loss, dw and db."""
    assert_all_close(got, expected, ("loss", "dw", "db"), rtol=RTOL, atol=RTOL)


@comparison
def weights_close(got, expected):
    """Check w and b."""
    assert_all_close(got, expected, ("w", "b"), rtol=RTOL, atol=RTOL)


def clear(w, b, x, y):
    """Say whether no y · score is near 1."""
    return bool((np.abs(y * (x @ w + b) - 1) > MARGIN).all())


def clear_steps(x, y, l2, order):
    """Say whether no step of Pegasos is near the margin."""
    w, b = np.zeros(x.shape[1]), 0.0
    for t, i in enumerate(order, start=1):
        if not clear(w, b, x[i : i + 1], y[i : i + 1]):
            return False
        inside = y[i] * (x[i] @ w + b) < 1
        w, b = w * (1 - 1 / t) + inside * y[i] * x[i] / (l2 * t), b + inside * y[i] / (l2 * t)
    return True


def examples(rng, n, d, whole):
    """Return x and y; the classes overlap."""
    y = rng.permutation(np.append([-1, 1], rng.choice([-1, 1], n - 2)))
    x = rng.normal(size=(n, d)) + 0.7 * y[:, None] + rng.choice([0.0, 1.0])
    return (np.round(2 * x) if whole else x), y


def draw(rng, n=None, d=None, whole=False):
    """Return the arguments of `loss_and_subgradient`, with margins on both sides of 1."""
    n, d = n or int(rng.integers(6, 40)), d or int(rng.integers(1, 5))
    while True:
        x, y = examples(rng, n, d, whole)
        w = np.ones(d) if whole else rng.normal(size=d) / np.sqrt(d)
        b = float(rng.integers(-2, 2) + 0.5 if whole else rng.normal())
        x[np.abs(y * (x @ w + b) - 1) <= MARGIN] += 0.01 if n > 1000 else 0
        if clear(w, b, x, y):
            return w, b, x, y, float(rng.choice([0.0, 0.1, 1.0]))


def draw_steps(rng, whole=False):
    """Return the arguments of `pegasos`."""
    while True:
        x, y = examples(rng, int(rng.integers(4, 20)), int(rng.integers(1, 5)), whole)
        args = x, y, float(rng.choice([0.1, 0.3, 1.0])), rng.integers(len(x), size=rng.integers(5, 30))
        if clear_steps(*args):
            return args


def legal(function, *args):
    """Say whether the arguments fit, and nothing is near the margin."""
    steps = function == "pegasos"
    x, y = args[:2] if steps else args[2:4]
    if x.ndim != 2 or not x.size or y.shape != x.shape[:1] or not np.isin(y, (-1, 1)).all():
        return False
    if not steps:
        return args[0].shape == x.shape[1:] and args[-1] >= 0 and clear(*args[:4])
    l2, order = args[2:]
    return order.ndim == 1 and np.isin(order, np.arange(len(x))).all() and l2 > 0.01 and clear_steps(*args)


def picture(function, answer, x, y, **rest):
    """Return what to draw of an answer of `pegasos`: the examples, and on which side of the boundary they fall."""
    if function != "pegasos":
        return None
    w, b = answer
    return Points(points=x, labels=y, predict=lambda points: np.where(points @ np.asarray(w) + b > 0, 1, -1))


REFUSES = {"x": [np.zeros(4), np.zeros((0, 1)), np.zeros((4, 1, 1))]}


def labels(count):
    """Return bad labels for so many examples, by the names that a message may have."""
    short = {"y": np.ones(count - 1, int)}, {"y": np.ones(count + 1, int)}, {"y": np.ones((1, count), int)}
    return {
        ("y", "x"): list(short),
        "y": [np.zeros(count, int), np.append(np.ones(count - 1, int), 2), np.full(count, 0.5)],
    }


globals().update(
    standard(
        "loss_and_subgradient",
        example=(START, (1.1875, np.array([0.6875]), -0.25)),
        draw=draw,
        basic="subgradient",
        compare=gradient_close,
        whole=lambda rng: draw(rng, whole=True),
        refuses=REFUSES | labels(4) | {("w", "x"): [np.zeros(0), np.zeros(2), np.zeros((1, 1))], "l2": [-0.1]},
        speed=Fast(15, "20,000 examples", lambda rng: draw(rng, 20_000, 20)),
    )
    | standard(
        "pegasos",
        example=(STEPS, (np.array([1.0]), 1 / 3)),
        draw=draw_steps,
        basic="pegasos",
        compare=weights_close,
        whole=lambda rng: draw_steps(rng, whole=True),
        refuses=REFUSES | labels(3) | {"l2": [-0.1, 0.0], "order": [np.array([0, 3]), np.array([1, -1])]},
    )
)


@level("edge cases")
def test_takes_small_cases(loss_and_subgradient, pegasos, solution, rng):
    """One example, all examples far outside the margin, or all far inside; no steps leave w and b at 0.

    Catches: one-step-at-least, mean-of-those-inside.
    """
    for far in (-50.0, 50.0):
        w, _, x, y, l2 = draw(rng)
        for args in ((w, 0.0, x[:1] * 0 + far, y[:1], l2), (w * 0, far, x, np.ones_like(y), l2)):
            gradient_close(loss_and_subgradient(*args), solution.loss_and_subgradient(*args))
    weights_close(pegasos(x, y, 0.5, np.zeros(0, dtype=np.int64)), (np.zeros(x.shape[1]), 0.0))
