"""`adamw` against torch.optim.AdamW and torch.optim.Adam."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """Four steps each with 2,000 random options."""
    module = solution_of("adamw")
    rng = np.random.default_rng(1)
    for round_ in range(2000):
        params = [rng.normal(size=shape) for shape in ((3,), (2, 4))]
        state = {"step": 0, "m": [np.zeros(p.shape) for p in params], "v": [np.zeros(p.shape) for p in params]}
        decoupled = bool(round_ % 2)
        options = {"lr": 10.0 ** rng.integers(-4, 1), "betas": tuple(rng.uniform(0, 1, 2))}
        options |= {"eps": 10.0 ** rng.integers(-8, 0), "weight_decay": float(rng.choice([0, 0.01, 0.5]))}
        theirs = [torch.tensor(p, requires_grad=True) for p in params]
        optimiser = (torch.optim.AdamW if decoupled else torch.optim.Adam)(theirs, **options)
        for _ in range(4):
            grads = [rng.normal(size=p.shape) for p in params]
            module.adamw_step(params, grads, state, decoupled=decoupled, **options)
            for tensor, grad in zip(theirs, grads, strict=True):
                tensor.grad = torch.tensor(grad)
            optimiser.step()
        for p, tensor in zip(params, theirs, strict=True):
            np.testing.assert_allclose(p, tensor.detach().numpy(), rtol=1e-9, atol=1e-12)
