"""`linear_regression` against numpy.linalg.lstsq, and against scikit-learn where it is installed."""

import numpy as np
import pytest


def draw(rng):
    """Return x, in a third of the cases with dependent columns, and y."""
    n, d = rng.integers(1, 30), rng.integers(1, 8)
    x, y = rng.normal(size=(n, d)) * 2 + rng.normal(size=d), rng.normal(size=n)
    if d > 1 and rng.random() < 0.3:
        x = x @ rng.normal(size=(d, d - 1)) @ rng.normal(size=(d - 1, d))
    return x, y


def test_the_solution_agrees_with_numpy(solution_of):
    """Predictions of all kinds of x, and weights where there is one answer; gradient descent by its error."""
    module, rng = solution_of("linear_regression"), np.random.default_rng(1)
    for _ in range(2000):
        x, y = draw(rng)
        ones = np.column_stack([x, np.ones(len(x))])
        theirs, _, rank, _ = np.linalg.lstsq(ones, y, rcond=None)
        w, b = module.least_squares(x, y)
        np.testing.assert_allclose(x @ w + b, ones @ theirs, rtol=1e-7, atol=1e-7)
        if rank == ones.shape[1] and np.linalg.cond(ones) < 1e3:
            np.testing.assert_allclose(np.append(w, b), theirs, rtol=1e-7, atol=1e-7)
        rate = 0.9 / np.linalg.norm(ones, 2) ** 2 * len(x)
        errors = []
        for steps in range(4):
            w, b = module.gradient_descent(x, y, rate, steps)
            errors.append(np.sum((x @ w + b - y) ** 2))
        assert (np.diff(errors) <= 1e-12).all()


def test_the_solution_agrees_with_scikit_learn(solution_of):
    """The shortest w, and ridge's; gradient descent ends at least squares."""
    linear = pytest.importorskip("sklearn.linear_model")
    module, rng = solution_of("linear_regression"), np.random.default_rng(2)
    for round_ in range(2000):
        x, y = draw(rng)
        if np.linalg.cond(x - x.mean(axis=0)) < 1e3 or len(x) > x.shape[1] + 1:
            theirs = linear.LinearRegression(tol=1e-12).fit(x, y)
            got = np.hstack(module.least_squares(x, y))
            np.testing.assert_allclose(got, np.append(theirs.coef_, theirs.intercept_), rtol=1e-6, atol=1e-6)
        l2 = float(rng.choice([0.1, 1.0, 10.0]))
        theirs = linear.Ridge(alpha=l2, solver="svd").fit(x, y)
        got = np.hstack(module.ridge(x, y, l2))
        np.testing.assert_allclose(got, np.append(theirs.coef_, theirs.intercept_), rtol=1e-8, atol=1e-8)
        if round_ < 20:
            x, y = rng.normal(size=(50, 3)), rng.normal(size=50)
            got, expected = module.gradient_descent(x, y, 0.1, 2000), module.least_squares(x, y)
            np.testing.assert_allclose(np.hstack(got), np.hstack(expected), rtol=1e-9, atol=1e-12)
