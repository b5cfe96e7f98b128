"""`grouped_conv2d` and `depthwise_separable` against torch.nn.functional.conv2d with groups."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """2,000 random inputs with groups, strides and padding."""
    module, rng, conv2d = solution_of("depthwise_separable"), np.random.default_rng(1), torch.nn.functional.conv2d
    for _ in range(2000):
        groups, per_group, filters, kh, kw, stride, n = rng.integers(1, 4, 7).tolist()
        padding = int(rng.integers(4))
        x = rng.normal(size=(n, groups * per_group, *rng.integers(4, 9, 2)))
        weight = rng.normal(size=(groups * filters, per_group, kh, kw))
        depthwise, pointwise = rng.normal(size=(x.shape[1], 1, kh, kw)), rng.normal(size=(filters, x.shape[1], 1, 1))
        tx, tw, td, tp = map(torch.from_numpy, (x, weight, depthwise, pointwise))
        expected = conv2d(tx, tw, None, stride, padding, 1, groups)
        got = module.grouped_conv2d(x, weight, groups, stride, padding)
        np.testing.assert_allclose(got, expected.numpy(), rtol=1e-9, atol=1e-9)
        expected = conv2d(conv2d(tx, td, None, stride, padding, 1, x.shape[1]), tp)
        got = module.depthwise_separable(x, depthwise, pointwise, stride, padding)
        np.testing.assert_allclose(got, expected.numpy(), rtol=1e-9, atol=1e-9)
