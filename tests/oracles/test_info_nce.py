"""`info_nce` against the pseudocode of CLIP with torch.nn.functional.cross_entropy."""

import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_clip(solution_of):
    """Losses and gradients of 2,000 random batches."""
    module = solution_of("info_nce")
    functional, generator = torch.nn.functional, torch.Generator().manual_seed(1)
    for round_ in range(2000):
        n, e = torch.randint(1, 9, (2,), generator=generator).tolist()
        a, b = (torch.randn(n, e, generator=generator).double().requires_grad_() for _ in "ab")
        temperature = (1.0, 0.07, 0.002)[round_ % 3]
        table = functional.normalize(a) @ functional.normalize(b).T / temperature
        labels = torch.arange(n)
        theirs = (functional.cross_entropy(table, labels) + functional.cross_entropy(table.T, labels)) / 2
        ours = module.info_nce(a, b, temperature)
        torch.testing.assert_close(ours, theirs, rtol=1e-9, atol=1e-9)
        grads = [torch.cat(torch.autograd.grad(loss, (a, b))) for loss in (ours, theirs)]
        torch.testing.assert_close(*grads, rtol=1e-6, atol=1e-9)
