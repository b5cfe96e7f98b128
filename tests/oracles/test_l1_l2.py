"""`l1_l2` against PyTorch: autograd for the penalty, softshrink for the threshold, AdamW for the decay."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    module, rng = solution_of("l1_l2"), np.random.default_rng(1)
    for _ in range(2000):
        w = rng.normal(size=rng.integers(1, 5, rng.integers(1, 4))) * rng.integers(0, 2)
        (l1, l2, lr, decay), tensor = rng.uniform(0, 1, 4), torch.tensor(w, requires_grad=True)
        theirs = l1 * tensor.abs().sum() + l2 / 2 * tensor.square().sum()
        theirs.backward()
        value, gradient = module.penalty(w, l1, l2)
        np.testing.assert_allclose(value, theirs.item(), rtol=1e-12)
        np.testing.assert_allclose(gradient, tensor.grad.numpy(), rtol=1e-12)
        shrunk = torch.nn.functional.softshrink(tensor.detach(), float(l1)).numpy()
        np.testing.assert_allclose(module.soft_threshold(w, l1), shrunk, rtol=1e-12)
        tensor.grad = torch.tensor(rng.normal(size=w.shape))
        torch.optim.AdamW([tensor], lr=float(lr), eps=0.0, weight_decay=float(decay)).step()
        update = tensor.grad.sign().numpy()  # of the first step of Adam
        got = module.decoupled_decay(w, update, lr, decay)
        np.testing.assert_allclose(got, tensor.detach().numpy(), rtol=1e-9, atol=1e-12)
