"""`lr_schedule` against PyTorch's own schedulers, one after the other."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """CosineAnnealingLR in its closed form, and LinearLR's straight line, for 2,000 random schedules."""
    module = solution_of("lr_schedule")
    rng = np.random.default_rng(1)
    for _ in range(2000):
        warmup, rest, peak = int(rng.integers(0, 9)), int(rng.integers(1, 30)), float(rng.uniform(1e-4, 1))
        floor = peak * float(rng.uniform(0, 1))
        optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=peak)
        cosine = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, rest, floor)
        for step in range(warmup):
            expected = float(np.interp(step, [0, warmup], [0, peak]))
            assert module.lr_at(step, warmup, warmup + rest, peak, floor) == pytest.approx(expected)
        for step in range(warmup, warmup + rest + 1):
            ours = module.lr_at(step, warmup, warmup + rest, peak, floor)
            assert ours == pytest.approx(cosine.get_last_lr()[0], rel=1e-6, abs=1e-9)
            optimiser.step()
            cosine.step()
