"""`quantize_int8` against PyTorch's quantised tensors."""

import warnings

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """PyTorch's rounding with our scales, and its observer's asymmetric range, for 2,000 random arrays."""
    module = solution_of("quantize_int8")
    rng = np.random.default_rng(1)
    for round_ in range(2000):
        x = (rng.normal(size=(3, 5)) + rng.choice([-3, 0, 3])).astype(np.float32)
        axis, symmetric = (None, 0, 1)[round_ % 3], bool(round_ % 2)
        q, scale, zero = module.quantize(x, axis, symmetric)
        tensor = torch.tensor(x)
        if axis is None:
            theirs = torch.fake_quantize_per_tensor_affine(tensor, scale, zero, -128, 127)
        else:
            scales, zeros = torch.tensor(scale, dtype=torch.float32), torch.tensor(zero, dtype=torch.int32)
            theirs = torch.fake_quantize_per_channel_affine(tensor, scales, zeros, axis, -128, 127)
        off = abs(module.dequantize(q, scale, zero, axis) - theirs.numpy())
        assert off.max() <= 1.001 * np.max(scale)  # float32 may round a number near a half the other way, but seldom
        assert (off < 1e-5).mean() > 0.9
        if axis is None and not symmetric:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # PyTorch moves its quantisation to another package
                observer = torch.ao.quantization.MinMaxObserver(torch.qint8, torch.per_tensor_affine)
            observer(tensor)
            (their_scale,), (their_zero,) = (value.tolist() for value in observer.calculate_qparams())
            assert scale == pytest.approx(their_scale, rel=1e-5)
            assert abs(zero - their_zero) <= 1
        a, b = module.quantize(x, None, symmetric), module.quantize(rng.normal(size=(5, 2)), 1, not symmetric)
        exact = module.dequantize(*a) @ module.dequantize(*b, 1)
        np.testing.assert_allclose(module.quantized_matmul(*a, *b), exact, rtol=1e-9, atol=1e-12)
