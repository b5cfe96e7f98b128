"""`sgd` against torch.optim.SGD."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """Four steps each with 2,000 random options; now and then a gradient is None."""
    module, rng = solution_of("sgd"), np.random.default_rng(1)
    for _ in range(2000):
        params = [torch.tensor(rng.normal(size=shape), requires_grad=True) for shape in ((3,), (2, 4))]
        theirs = [p.detach().clone().requires_grad_() for p in params]
        momentum, nesterov = float(rng.choice([0, 0.5, 0.9])), bool(rng.integers(2))
        options = {"momentum": momentum, "nesterov": nesterov and momentum > 0}
        options["dampening"] = 0.0 if options["nesterov"] else float(rng.choice([0, 0.1, 0.9]))
        options |= {"lr": 10.0 ** rng.integers(-4, 1), "weight_decay": float(rng.choice([0, 0.01, 0.5]))}
        optimizer, buffers = torch.optim.SGD(theirs, **options), [None, None]
        for _ in range(4):
            grads = [torch.tensor(rng.normal(size=p.shape)) if rng.random() < 0.9 else None for p in params]
            module.sgd_step(params, grads, buffers, **options)
            for tensor, grad in zip(theirs, grads, strict=True):
                tensor.grad = None if grad is None else grad.clone()
            optimizer.step()
        for p, tensor in zip(params, theirs, strict=True):
            np.testing.assert_allclose(p.detach().numpy(), tensor.detach().numpy(), rtol=1e-9, atol=1e-12)
