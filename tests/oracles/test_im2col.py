"""`im2col` against torch.nn.functional.unfold and fold."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
functional = torch.nn.functional


def test_the_solution_agrees_with_pytorch(solution_of):
    """500 random inputs of random kernels, strides and paddings."""
    module, rng = solution_of("im2col"), np.random.default_rng(1)
    for _ in range(2000):
        kernel, stride = rng.integers(1, 5, 2).tolist()
        padding = int(rng.integers(0, 4))
        x = rng.normal(size=(*rng.integers(1, 4, 2), *rng.integers(kernel, 10, 2)))
        expected = functional.unfold(torch.tensor(x), kernel, padding=padding, stride=stride)
        np.testing.assert_array_equal(module.im2col(x, kernel, stride, padding), expected.numpy())
        cols = rng.normal(size=expected.shape)
        expected = functional.fold(torch.tensor(cols), x.shape[2:], kernel, padding=padding, stride=stride)
        got = module.col2im(cols, x.shape, kernel, stride, padding)
        np.testing.assert_allclose(got, expected.numpy(), rtol=1e-9, atol=1e-12)
