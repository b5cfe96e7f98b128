"""`output_size` against the shapes of PyTorch's layers."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
functional = torch.nn.functional


def test_the_solution_agrees_with_pytorch(solution_of):
    module, rng = solution_of("output_size"), np.random.default_rng(1)
    for _ in range(2000):
        size, kernel, stride, padding, dilation = (int(n) for n in rng.integers((1, 1, 1, 0, 1), (40, 8, 5, 4, 4)))
        layer = {"kernel_size": kernel, "stride": stride, "padding": padding, "dilation": dilation}
        x, weight = torch.zeros(1, 1, size), torch.zeros(1, 1, kernel)
        more = int(rng.integers(max(stride, dilation)))
        transposed = {"transposed": True, "output_padding": more}
        calls = {
            "conv1d": ({}, (weight, None, stride, padding, dilation)),
            "max_pool1d": ({"ceil_mode": True}, (kernel, stride, padding, dilation, True)),
            "conv_transpose1d": (transposed, (weight, None, stride, padding, more, 1, dilation)),
        }
        if padding > kernel // 2:
            del calls["max_pool1d"]  # PyTorch refuses it
        for name, (option, args) in calls.items():
            try:
                expected = getattr(functional, name)(x, *args).shape[-1]
            except RuntimeError:  # nothing is left
                with pytest.raises(ValueError, match="layers"):
                    module.output_size(size, [layer | option])
            else:
                assert module.output_size(size, [layer | option]) == expected
