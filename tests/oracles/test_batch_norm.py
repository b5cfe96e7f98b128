"""`batch_norm` against torch.nn.functional.batch_norm and autograd."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """Outputs, running statistics and gradients for 500 random inputs of two to five axes."""
    module, rng = solution_of("batch_norm"), np.random.default_rng(1)
    for round_ in range(2000):
        shape = rng.integers(2, 6, 2 + round_ % 4)
        x, grad = rng.normal(size=shape) * 3 + round_ % 5, rng.normal(size=shape)
        weight, bias, mean, var = rng.normal(size=(4, shape[1]))
        var, training, momentum, eps = var**2, round_ % 3 > 0, rng.uniform(), (1e-5, 0.1)[round_ % 2]
        got = module.batch_norm(x, weight, bias, mean, var, training, momentum, eps)
        tx, tw, tb, tm, tv = (torch.tensor(array) for array in (x, weight, bias, mean, var))
        leaves = [leaf.requires_grad_() for leaf in (tx, tw, tb)]
        out = torch.nn.functional.batch_norm(tx, tm, tv, tw, tb, training, momentum, eps)
        for ours, theirs in zip(got, (out.detach(), tm, tv), strict=True):
            np.testing.assert_allclose(ours, theirs.numpy(), rtol=1e-9, atol=1e-9)
        if training:
            gradients = torch.autograd.grad(out, leaves, torch.tensor(grad))
            for ours, theirs in zip(module.batch_norm_backward(grad, x, weight, eps), gradients, strict=True):
                np.testing.assert_allclose(ours, theirs.numpy(), rtol=1e-7, atol=1e-8)
