"""`adaptive_max_pool2d` and `spatial_pyramid_pool` against torch.nn.functional.adaptive_max_pool2d."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """2,000 random maps and sizes, bins larger and smaller than pixels."""
    module, rng, pool = solution_of("spp"), np.random.default_rng(1), torch.nn.functional.adaptive_max_pool2d
    for _ in range(2000):
        x, size = rng.normal(size=rng.integers(1, 12, 3)), tuple(rng.integers(1, 12, 2).tolist())
        expected = pool(torch.from_numpy(x), size).numpy()
        np.testing.assert_array_equal(module.adaptive_max_pool2d(x, size), expected)
        levels = rng.integers(1, 7, rng.integers(1, 4)).tolist()
        expected = torch.cat([pool(torch.from_numpy(x), n).flatten() for n in levels]).numpy()
        np.testing.assert_array_equal(module.spatial_pyramid_pool(x, levels), expected)
