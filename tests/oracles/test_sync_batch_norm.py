"""`sync_batch_norm` against torch.nn.functional.batch_norm of the whole batch."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_batch_norm_of_the_whole(solution_of):
    """500 random batches, split into shards of random sizes."""
    module, rng = solution_of("sync_batch_norm"), np.random.default_rng(1)
    for round_ in range(2000):
        rest = rng.integers(1, 5, 1 + round_ % 3)
        sizes = rng.integers(1, 6, rng.integers(2, 6))
        shards = [rng.normal(size=(size, *rest)) * rng.uniform(0.5, 3) + rng.normal() for size in sizes]
        weight, bias = rng.normal(size=(2, rest[0]))
        eps = (1e-5, 0.1)[round_ % 2]
        whole = torch.tensor(np.concatenate(shards))
        mean, var = torch.zeros(rest[0], dtype=torch.float64), torch.zeros(rest[0], dtype=torch.float64)
        weights = torch.tensor(weight), torch.tensor(bias)
        expected = torch.nn.functional.batch_norm(whole, mean, var, *weights, True, 1.0, eps).numpy()
        got = np.concatenate(module.sync_batch_norm(shards, weight, bias, eps))
        np.testing.assert_allclose(got, expected, rtol=1e-7, atol=1e-9)
        axes, pixels = (0, *range(2, whole.ndim)), int(np.prod(rest[1:]))
        parts = sizes * pixels, np.array([x.mean(axes) for x in shards]), np.array([x.var(axes) for x in shards])
        count, merged, variance = module.merge_statistics(*parts)
        np.testing.assert_allclose(merged, mean.numpy(), rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(variance * count / (count - 1), var.numpy(), rtol=1e-9, atol=1e-12)
