"""`receptive_field` against PyTorch: the pixels that have a gradient, in a padded input that is large enough."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    module, rng = solution_of("receptive_field"), np.random.default_rng(1)
    for _ in range(2000):
        numbers = rng.integers((1, 1, 0, 1), (5, 4, 4, 4), (rng.integers(1, 4), 4)).tolist()
        names = ("kernel_size", "stride", "padding", "dilation")
        layers = [dict(zip(names, layer, strict=True)) for layer in numbers]
        x = torch.zeros(1, 1, 400, dtype=torch.float64, requires_grad=True)
        y = x
        for kernel, stride, padding, dilation in numbers:
            weight = torch.ones(1, 1, kernel, dtype=torch.float64)
            y = torch.nn.functional.conv1d(y, weight, None, stride, padding, dilation)
        position = y.shape[-1] // 2  # far from the edges
        y[0, 0, position].backward()
        seen = x.grad[0, 0].nonzero()[:, 0]
        assert module.input_range(layers, position) == (seen.min().item(), seen.max().item())
        assert module.receptive_field(layers) == seen.max().item() - seen.min().item() + 1
