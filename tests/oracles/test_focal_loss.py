"""`focal_loss` against the formula in float64, and against torchvision where it can be imported."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def draw(rng):
    """Return logits, targets and options."""
    shape = tuple(rng.integers(1, 6, rng.integers(1, 4)).tolist())
    logits = torch.tensor(rng.normal(size=shape) * 10.0 ** rng.integers(-1, 2), requires_grad=True)
    targets = torch.tensor((rng.random(shape) < 0.4).astype(float))
    alpha, gamma = (-1, 0.0, 0.25, 1.0, float(rng.random()))[rng.integers(5)], (0.0, 1.0, 2.0, 3.5)[rng.integers(4)]
    return logits, targets, alpha, gamma, ("none", "mean", "sum")[rng.integers(3)]


def agree(ours, theirs, logits):
    """Compare two losses and their gradients."""
    torch.testing.assert_close(ours, theirs, rtol=1e-9, atol=1e-12)
    gradients = [torch.autograd.grad(loss.sum(), logits)[0] for loss in (ours, theirs)]
    torch.testing.assert_close(*gradients, rtol=1e-9, atol=1e-12)


def test_the_solution_agrees_with_the_formula(solution_of):
    """A Bernoulli distribution gives the probabilities, and each target picks its own."""
    module, rng = solution_of("focal_loss"), np.random.default_rng(1)
    for _ in range(2000):
        logits, targets, alpha, gamma, reduction = draw(rng)
        log_p = torch.distributions.Bernoulli(logits=logits).log_prob(targets)
        weight = 1.0 if alpha == -1 else (1 - targets - alpha).abs()
        losses = -weight * (-torch.expm1(log_p)) ** gamma * log_p
        theirs = {"none": losses, "mean": losses.mean(), "sum": losses.sum()}[reduction]
        agree(module.focal_loss(logits, targets, alpha, gamma, reduction), theirs, logits)


def test_the_solution_agrees_with_torchvision(solution_of):
    try:
        from torchvision.ops import sigmoid_focal_loss
    except (ImportError, RuntimeError) as error:
        pytest.skip(f"torchvision does not import beside this torch: {error}")
    module, rng = solution_of("focal_loss"), np.random.default_rng(2)
    for _ in range(2000):
        args = draw(rng)
        agree(module.focal_loss(*args), sigmoid_focal_loss(*args), args[0])
