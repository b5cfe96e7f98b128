"""`group_norm` against torch.nn.functional.group_norm and instance_norm."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
functional = torch.nn.functional


def test_the_solution_agrees_with_pytorch(solution_of):
    """500 random inputs of three to five axes."""
    module, rng = solution_of("group_norm"), np.random.default_rng(1)
    for round_ in range(2000):
        groups, size = rng.integers(1, 5, 2).tolist()
        shape = (int(rng.integers(1, 4)), groups * size, *rng.integers(2, 5, 1 + round_ % 3))
        x, eps = rng.normal(size=shape) * 3 + round_ % 5, (1e-5, 0.1)[round_ % 2]
        weight, bias = rng.normal(size=(2, shape[1]))
        tx, tw, tb = map(torch.from_numpy, (x, weight, bias))
        expected = functional.group_norm(tx, groups, tw, tb, eps).numpy()
        np.testing.assert_allclose(module.group_norm(x, groups, weight, bias, eps), expected, rtol=1e-9, atol=1e-9)
        expected = functional.instance_norm(tx, weight=tw, bias=tb, eps=eps).numpy()
        np.testing.assert_allclose(module.instance_norm(x, weight, bias, eps), expected, rtol=1e-9, atol=1e-9)
