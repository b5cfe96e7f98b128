"""`logistic_regression` against scikit-learn where it is installed, and against autograd."""

import numpy as np
import pytest


def draw(rng):
    """Return the arguments of `loss_and_gradient`."""
    n, d = rng.integers(20, 60), rng.integers(1, 6)
    x, w = rng.normal(size=(n, d)) * 2 + 0.5, rng.normal(size=d)
    y = (rng.uniform(size=n) < 1 / (1 + np.exp(-x @ rng.normal(size=d) / 2))).astype(np.int64)
    y[:2] = 0, 1
    return w, float(rng.normal()), x, y, float(rng.choice([0.1, 1.0]))


def test_the_solution_agrees_with_pytorch(solution_of):
    """Loss, gradient and Newton's step, by autograd, of 200 random inputs."""
    torch = pytest.importorskip("torch")
    module, rng = solution_of("logistic_regression"), np.random.default_rng(1)
    for _ in range(2000):
        w, b, x, y, l2 = draw(rng)

        def loss_of(theta, x=x, y=y, l2=l2):
            logits = torch.tensor(x) @ theta[:-1] + theta[-1]
            losses = torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor(y, dtype=torch.float64))
            return losses + l2 / 2 * (theta[:-1] ** 2).sum()

        theta = torch.tensor(np.append(w, b), requires_grad=True)
        loss = loss_of(theta)
        (gradient,) = torch.autograd.grad(loss, theta)
        got = module.loss_and_gradient(w, b, x, y, l2)
        np.testing.assert_allclose(np.hstack(got), [loss.item(), *gradient.tolist()], rtol=1e-9, atol=1e-12)
        step = torch.linalg.solve(torch.autograd.functional.hessian(loss_of, theta.detach()), gradient)
        got = np.hstack(module.newton_step(w, b, x, y, l2))
        np.testing.assert_allclose(got, (theta.detach() - step).numpy(), rtol=1e-8, atol=1e-10)


def test_the_solution_agrees_with_scikit_learn(solution_of):
    """Newton's method and gradient descent end at scikit-learn's weights."""
    linear = pytest.importorskip("sklearn.linear_model")
    module, rng = solution_of("logistic_regression"), np.random.default_rng(2)
    for round_ in range(2000):
        _, b, x, y, l2 = draw(rng)
        theirs = linear.LogisticRegression(C=1 / (l2 * len(y)), tol=1e-10, max_iter=10_000).fit(x, y)
        w, b = np.zeros(x.shape[1]), 0.0
        for _ in range(30):
            w, b = module.newton_step(w, b, x, y, l2)
        expected = np.append(theirs.coef_, theirs.intercept_)
        np.testing.assert_allclose(np.append(w, b), expected, rtol=1e-4, atol=1e-5)
        if round_ >= 10:
            continue
        got = module.gradient_descent(x, y, 0.1, 3000, l2)
        np.testing.assert_allclose(np.hstack(got), np.append(w, b), rtol=1e-4, atol=1e-4)
