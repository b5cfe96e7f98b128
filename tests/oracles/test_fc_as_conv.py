"""`fc_as_conv` and `slide_fc` against torch.nn.functional.linear and conv2d."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """2,000 random layers: the convolution says of a map what the layer says, and of each window of a larger one."""
    module, rng = solution_of("fc_as_conv"), np.random.default_rng(1)
    linear, conv2d = torch.nn.functional.linear, torch.nn.functional.conv2d
    for round_ in range(2000):
        shape, outputs, stride = tuple(rng.integers(1, 5, 3).tolist()), rng.integers(1, 5), int(rng.integers(1, 4))
        weight, bias = rng.normal(size=(outputs, np.prod(shape))), rng.normal(size=outputs)
        maps, last = torch.from_numpy(rng.normal(size=(3, *shape))), bool(round_ % 2)
        kernel, offset = map(torch.from_numpy, module.fc_as_conv(weight, bias, shape, last))
        flat = (maps.permute(0, 2, 3, 1) if last else maps).flatten(1)
        expected = linear(flat, torch.from_numpy(weight), torch.from_numpy(bias))
        torch.testing.assert_close(conv2d(maps, kernel, offset).flatten(1), expected)
        large = rng.normal(size=(2, shape[0], *(shape[1:] + rng.integers(0, 5, 2))))
        kernel = torch.from_numpy(weight).unflatten(1, shape)
        expected = conv2d(torch.from_numpy(large), kernel, torch.from_numpy(bias), stride)
        got = module.slide_fc(large, weight, bias, shape, stride)
        np.testing.assert_allclose(got, expected.numpy(), rtol=1e-9, atol=1e-9)
