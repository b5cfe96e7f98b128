"""`data_parallel` against the whole batch, by autograd."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_the_whole_batch(solution_of):
    """2,000 random batches over one to eight machines, some without examples, merged at once and two by two."""
    module, rng = solution_of("data_parallel"), np.random.default_rng(1)
    for _ in range(2000):
        n, d, machines = rng.integers(1, 40), rng.integers(1, 6), rng.integers(1, 9)
        x, y, theta = rng.normal(size=(n, d)), rng.normal(size=n), rng.normal(size=d + 1)
        cuts = np.sort(rng.integers(0, n + 1, machines - 1))
        shards = zip(np.split(x, cuts), np.split(y, cuts), strict=True)
        parts = [module.shard_gradient(theta[:-1], theta[-1], *shard) for shard in shards]
        leaf = torch.tensor(theta, requires_grad=True)
        loss = torch.nn.functional.mse_loss(torch.tensor(x) @ leaf[:-1] + leaf[-1], torch.tensor(y))
        loss.backward()
        expected = [n, loss.item(), *leaf.grad.tolist()]
        running = next(part for part in parts if part[0])
        rest = [part for part in parts if part is not running]
        for part in rest:
            running = module.merge([running, part])
        for got in (module.merge(parts), running):
            np.testing.assert_allclose(np.hstack(got), expected, rtol=1e-9, atol=1e-12)
