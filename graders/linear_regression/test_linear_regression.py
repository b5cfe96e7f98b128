"""The checks of `linear_regression`: the standard ones of its functions, and what is special about it."""

import numpy as np

from shousi.grading import Fast, assert_all_close, assert_close, comparison, level, reject, standard

RTOL = 1e-4  # normal equations in float32: a condition number of 10, squared, times 1e-7, and sums of some terms
X, Y = np.array([[0.0], [1], [2], [3]]), np.array([1.0, 3, 2, 6])


@comparison
def weights_close(got, expected):
    """Check w and b."""
    assert_all_close(got, expected, ("w", "b"), rtol=RTOL, atol=RTOL)


@comparison
def six_digits(got, expected):
    """Check w alone: b is the small difference of large numbers."""
    assert_close(got[0] if isinstance(got, list | tuple) and got else got, expected[0], rtol=1e-6)


def condition(x):
    """Return the condition number of x beside a column of ones."""
    return np.linalg.cond(np.column_stack([x, np.ones(len(x))]))


def draw(rng, whole=False):
    """Return x, whose columns are far from dependent, and y."""
    while True:
        n, d = int(rng.integers(8, 40)), int(rng.integers(1, 6))
        x = 3 * rng.normal(size=(n, d)) + rng.choice([0.0, 2.0])
        y = x @ rng.normal(size=d) + rng.normal(size=n) + 3 * rng.normal()
        if condition(x) < 10:
            return (np.round(x), np.round(y)) if whole else (x, y)


def draw_ridge(rng, whole=False):
    """Return x, y and a penalty that matters."""
    return *draw(rng, whole), float(rng.choice([0.0, 5.0, 40.0, 200.0]))


def draw_descent(rng, n=None, steps=None):
    """Return x, y, a learning rate that does not diverge, and a number of steps."""
    x, y = draw(rng) if n is None else (rng.normal(size=(n, 20)), rng.normal(size=n))
    return x, y, float(rng.choice([0.001, 0.003, 0.005])), int(rng.integers(2, 30)) if steps is None else steps


def legal(function, x, y, *others):
    """Say whether the shapes fit and there is one answer."""
    fits = x.ndim == 2 and x.size and y.shape == x.shape[:1] and all(other >= 0 for other in others)
    if not fits or function == "gradient_descent":
        return bool(fits)
    shortest = np.linalg.lstsq(np.column_stack([x, np.ones(len(x))]), y, rcond=None)[0]
    centered = np.linalg.lstsq(x - x.mean(axis=0), y - y.mean(), rcond=None)[0]
    return bool(np.allclose(shortest[:-1], centered) and (condition(x) < 10 or not others))


REFUSES = {
    "x": [np.zeros(4), np.zeros((0, 1)), np.zeros((4, 1, 1))],
    ("y", "x"): [{"y": np.zeros(bad)} for bad in ((3,), (5,), (1, 4), (4, 1))],
}

globals().update(
    standard(
        "least_squares",
        example=({"x": X, "y": Y}, (np.array([1.4]), 0.9)),
        draw=draw,
        compare=weights_close,
        whole=lambda rng: draw(rng, whole=True),
        refuses=REFUSES,
    )
    | standard(
        "ridge",
        example=({"x": X, "y": Y, "l2": 2.0}, (np.array([1.0]), 1.5)),
        draw=draw_ridge,
        compare=weights_close,
        whole=lambda rng: draw_ridge(rng, whole=True),
        refuses=REFUSES | {"l2": [-0.5]},
    )
    | standard(
        "gradient_descent",
        example=({"x": X, "y": Y, "learning_rate": 0.1, "steps": 1}, (np.array([1.25]), 0.6)),
        draw=draw_descent,
        basic="descent",
        compare=weights_close,
        refuses=REFUSES | {"steps": [-1]},
        speed=Fast(15, "100 steps on 2,000 examples", lambda rng: draw_descent(rng, 2000, 100)),
    )
)


def dependent(rng):
    """Yield matrices of whole numbers with dependent columns, or more columns than rows; each column has the mean 0."""
    half = rng.permutation(np.array([[1.0, 2], [0, 3], [2, -1], [3, 1], [1, -2]]))
    x = np.vstack([half, -half])
    yield x[:, [0, 1, 0]]
    yield np.column_stack([x, x[:, 0] + x[:, 1]])
    yield np.column_stack([x, np.zeros(len(x))])
    yield np.array([[1.0, 2, 0, 1], [-1, -2, 0, -1]])


@level("edge cases")
def test_copes_with_dependent_columns(least_squares, ridge, solution, rng):
    """Equal columns, sums of others, columns of 0, more columns than examples: the shortest w. A penalty for them.

    Catches: inverse-of-a-singular-matrix, basic-solution.
    """
    for x in dependent(rng):
        y = np.round(5 * rng.normal(size=len(x)))
        weights_close(least_squares(x, y), solution.least_squares(x, y))
        weights_close(ridge(x, y, 1.0), solution.ridge(x, y, 1.0))
    weights_close(ridge(X[2:3], Y[2:3], 1.0), (np.zeros(1), 2.0))
    groups, y = np.array([0, 0, 1, 1, 2, 2, 2, 0]), np.array([1.0, 3, 5, 6, 2, 0, 1, 5])
    one_hot = least_squares(np.eye(3)[groups], y)
    if not isinstance(one_hot, list | tuple) or np.shape(one_hot[0]) != (3,) or np.shape(one_hot[1]) != ():
        reject("expected a tuple of w, of shape (3,), and b, a number.")
    predicted = np.asarray(one_hot[0], dtype=float) + float(one_hot[1])  # of each group
    assert_close(predicted, np.array([3, 5.5, 1]), rtol=RTOL)


@level("edge cases")
def test_takes_no_steps(gradient_descent, rng):
    """No steps leave w and b at 0.

    Catches: one-step-at-least.
    """
    x, y = draw(rng)
    weights_close(gradient_descent(x, y, 0.1, 0), (np.zeros(x.shape[1]), 0.0))


@level("precision")
def test_keeps_its_digits(least_squares, rng):
    """Two columns that differ by a part in a million, and columns around 1,000,000: six digits of w are right.

    Catches: normal-equations.
    """
    for _ in range(3):
        x = rng.normal(size=(30, 2))
        nearly_equal = np.column_stack([x[:, 0], x[:, 0] + 1e-6 * x[:, 1]])
        for columns, w in ((nearly_equal, np.array([1.0, 2])), (1e6 + x, np.array([3.0, -1]))):
            six_digits(least_squares(columns, columns @ w), (w, 0.0))
