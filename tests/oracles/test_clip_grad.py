"""`clip_grad` against torch.nn.utils.clip_grad_norm_ and clip_grad_value_."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """Of 2,000 random lists of gradients, now and then with None, both clip alike."""
    module, rng = solution_of("clip_grad"), np.random.default_rng(1)
    for round_ in range(2000):
        shapes = [tuple(rng.integers(1, 5, rng.integers(0, 4)).tolist()) for _ in range(rng.integers(1, 5))]
        theirs = [torch.nn.Parameter(torch.zeros(shape, dtype=torch.float64)) for shape in shapes]
        for i, p in enumerate(theirs):
            if i == 0 or rng.random() < 0.8:
                p.grad = torch.tensor(rng.normal(size=p.shape) * 10.0 ** rng.integers(-3, 3), dtype=torch.float64)
        ours = [None if p.grad is None else p.grad.clone() for p in theirs]
        limit = float(10.0 ** rng.uniform(-2, 2))
        if round_ % 2:
            p = (1.0, 2.0, 3.5, float("inf"))[rng.integers(4)]
            expected = torch.nn.utils.clip_grad_norm_(theirs, limit, p)
            torch.testing.assert_close(module.clip_grad_norm_(ours, limit, p), expected)
        else:
            torch.nn.utils.clip_grad_value_(theirs, limit)
            module.clip_grad_value_(ours, limit)
        for one, other in zip(ours, theirs, strict=True):
            assert (one is None) == (other.grad is None)
            if one is not None:
                torch.testing.assert_close(one, other.grad)
