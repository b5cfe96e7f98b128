"""`svm` against scikit-learn where it is installed, and against autograd."""

import numpy as np
import pytest


def draw(rng):
    """Return examples, labels, and a penalty."""
    n, d = rng.integers(2, 40), rng.integers(1, 6)
    y = np.append([-1, 1], rng.choice([-1, 1], n - 2))
    return rng.normal(size=(n, d)) + 0.7 * y[:, None], y, float(rng.choice([0.1, 0.5, 2.0]))


def test_the_solution_agrees_with_pytorch(solution_of):
    """Loss and subgradient, by autograd, of 2,000 random inputs."""
    torch = pytest.importorskip("torch")
    module, rng = solution_of("svm"), np.random.default_rng(1)
    for _ in range(2000):
        x, y, l2 = draw(rng)
        theta = torch.tensor(rng.normal(size=x.shape[1] + 1), requires_grad=True)
        scores = torch.tensor(x) @ theta[:-1] + theta[-1]
        loss = torch.relu(1 - torch.tensor(y) * scores).mean() + l2 / 2 * (theta[:-1] ** 2).sum()
        (gradient,) = torch.autograd.grad(loss, theta)
        w, b = theta.detach().numpy()[:-1], theta[-1].item()
        got = np.hstack(module.loss_and_subgradient(w, b, x, y, l2))
        np.testing.assert_allclose(got, [loss.item(), *gradient.tolist()], rtol=1e-9, atol=1e-12)


def test_the_solution_agrees_with_scikit_learn(solution_of):
    """Pegasos takes the steps of SGDClassifier in 2,000 random orders, and the loss is that of hinge_loss."""
    linear, metrics = pytest.importorskip("sklearn.linear_model"), pytest.importorskip("sklearn.metrics")
    module, rng = solution_of("svm"), np.random.default_rng(2)
    for _ in range(2000):
        x, y, l2 = draw(rng)
        order = np.append([0, 1], rng.integers(len(x), size=rng.integers(0, 40)))
        options = {"learning_rate": "invscaling", "eta0": 1 / l2, "power_t": 1.0, "shuffle": False}
        theirs = linear.SGDClassifier("hinge", alpha=l2, max_iter=1, tol=None, **options).fit(x[order], y[order])
        w, b = module.pegasos(x, y, l2, order)
        np.testing.assert_allclose(np.append(w, b), np.append(theirs.coef_, theirs.intercept_), rtol=1e-7, atol=1e-9)
        loss = metrics.hinge_loss(y, x @ w + b) + l2 / 2 * w @ w
        np.testing.assert_allclose(module.loss_and_subgradient(w, b, x, y, l2)[0], loss, rtol=1e-9)
