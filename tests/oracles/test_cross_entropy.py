"""`cross_entropy` against torch.nn.functional.cross_entropy."""

import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """Losses and gradients of 2,000 random batches with random options."""
    module = solution_of("cross_entropy")
    generator = torch.Generator().manual_seed(1)
    for round_ in range(2000):
        n, c = 1 + round_ % 9, 2 + round_ % 7
        logits = (
            torch.randn(n, c, generator=generator, dtype=torch.float64) * (1, 10, 1000)[round_ % 3]
        ).requires_grad_()
        targets = torch.randint(0, c, (n,), generator=generator)
        index = (-100, -1, 0)[round_ % 3]
        if n > 2:
            targets[:2] = torch.tensor([index, 1])
        options = {
            "weight": torch.rand(c, generator=generator, dtype=torch.float64) + 0.1 if round_ % 2 else None,
            "ignore_index": index if n > 2 else -100,
            "label_smoothing": (0.0, 0.1, 0.7, 1.0)[round_ % 4],
            "reduction": ("mean", "sum", "none")[round_ // 3 % 3],
        }
        ours = module.cross_entropy(logits, targets, **options)
        theirs = torch.nn.functional.cross_entropy(logits, targets, **options)
        torch.testing.assert_close(ours, theirs, rtol=1e-9, atol=1e-9)
        grads = [torch.autograd.grad(loss.sum(), logits)[0] for loss in (ours, theirs)]
        torch.testing.assert_close(*grads, rtol=1e-9, atol=1e-9)
