"""`mlp_backprop` against PyTorch's autograd."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_autograd(solution_of):
    """Losses and gradients of 2,000 random networks, some with very large inputs."""
    module = solution_of("mlp_backprop")
    rng = np.random.default_rng(1)
    for round_ in range(2000):
        n, d, h, c = rng.integers(1, 8, 4)
        x, y = rng.normal(size=(n, d)) * (1, 1000)[round_ % 2], rng.integers(0, c, n)
        params = {"w1": rng.normal(size=(d, h)), "b1": rng.normal(size=h)}
        params |= {"w2": rng.normal(size=(h, c)), "b2": rng.normal(size=c)}
        loss, grads = module.mlp_backprop(x, y, **params)
        theirs = {name: torch.tensor(value, requires_grad=True) for name, value in params.items()}
        hidden = torch.relu(torch.tensor(x) @ theirs["w1"] + theirs["b1"])
        expected = torch.nn.functional.cross_entropy(hidden @ theirs["w2"] + theirs["b2"], torch.tensor(y))
        expected.backward()
        np.testing.assert_allclose(loss, expected.item(), rtol=1e-9, atol=1e-12)
        for name, tensor in theirs.items():
            scale = 1 + abs(tensor.grad.numpy()).max()
            np.testing.assert_allclose(grads[name], tensor.grad.numpy(), rtol=1e-9, atol=1e-12 * scale)
