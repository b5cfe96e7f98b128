"""`conv_transpose2d` against torch.nn.functional.conv_transpose2d."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """2,000 random layers with stride, padding and output padding."""
    ours, rng = solution_of("conv_transpose2d").conv_transpose2d, np.random.default_rng(1)
    for round_ in range(2000):
        into, out, height, width, kernel_h, kernel_w = rng.integers(1, 6, 6)
        stride = int(rng.integers(1, 4))
        most = (min((height - 1) * stride + kernel_h, (width - 1) * stride + kernel_w) - 1) // 2
        padding, extra = int(rng.integers(0, min(most, 3) + 1)), int(rng.integers(0, stride))
        x, weight = rng.normal(size=(into, height, width)), rng.normal(size=(into, out, kernel_h, kernel_w))
        bias = rng.normal(size=out) if round_ % 2 else None
        tensors = [None if array is None else torch.from_numpy(array) for array in (x, weight, bias)]
        expected = torch.nn.functional.conv_transpose2d(*tensors, stride, padding, extra).numpy()
        np.testing.assert_allclose(ours(x, weight, bias, stride, padding, extra), expected, atol=1e-12)
