"""The solutions of the first exercises against PyTorch, where PyTorch has the same function."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
functional = torch.nn.functional
ROOT = Path(__file__).parents[2]
ROUNDS = 2000


def test_conv2d_agrees_with_pytorch(solution_of):
    conv2d, rng = solution_of("conv2d").conv2d, np.random.default_rng(1)
    for _ in range(ROUNDS):
        channels, out, height, width = rng.integers(1, 5, 4)
        kernel, stride, padding, dilation = (tuple(rng.integers(1, 4, 2).tolist()) for _ in range(4))
        image = rng.normal(size=(channels, height + 9, width + 9))
        weight, bias = rng.normal(size=(out, channels, *kernel)), rng.normal(size=out)
        expected = functional.conv2d(*map(torch.from_numpy, (image[None], weight, bias)), stride, padding, dilation)
        got = conv2d(image, weight, bias, stride, padding, dilation)
        np.testing.assert_allclose(got, expected[0].numpy(), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("align_corners", [False, True])
def test_bilinear_resize_agrees_with_pytorch(solution_of, align_corners):
    resize, rng = solution_of("bilinear_resize").bilinear_resize, np.random.default_rng(2)
    for _ in range(ROUNDS):
        image, size = rng.normal(size=rng.integers(1, 9, 2)), tuple(rng.integers(1, 12, 2).tolist())
        tensor = torch.from_numpy(image[None, None])
        expected = functional.interpolate(tensor, size, mode="bilinear", align_corners=align_corners)
        np.testing.assert_allclose(resize(image, size, align_corners), expected[0, 0].numpy(), rtol=1e-9, atol=1e-12)


# Below 1e-300 PyTorch rounds to zero what NumPy keeps as a subnormal number.
def test_softmax_sigmoid_and_topk_agree_with_pytorch(solution_of):
    ours, rng = solution_of("multilabel"), np.random.default_rng(3)
    for _ in range(ROUNDS):
        logits = rng.normal(size=rng.integers(1, 9, 2)) * 10.0 ** rng.integers(-2, 4)
        tensor, axis = torch.from_numpy(logits), int(rng.integers(2))
        np.testing.assert_allclose(ours.softmax(logits, axis), torch.softmax(tensor, axis).numpy(), 1e-9, 1e-300)
        np.testing.assert_allclose(ours.sigmoid(logits), torch.sigmoid(tensor).numpy(), 1e-9, 1e-300)
        k = int(rng.integers(1, logits.shape[1] + 1))
        np.testing.assert_array_equal(ours.predict_topk(logits, k), torch.topk(tensor, k).indices.numpy())
        np.testing.assert_array_equal(ours.predict_multiclass(logits), tensor.argmax(1).numpy())


def test_kaiming_init_draws_what_pytorch_draws(solution_of, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "exercises" / "kaiming_init")  # resnet.py, which is given
    ours, rng = solution_of("kaiming_init"), np.random.default_rng(4)
    for _ in range(ROUNDS):
        shape = tuple(rng.integers(1, 6, rng.integers(2, 5)).tolist())
        mode, nonlinearity = (("fan_in", "fan_out")[rng.integers(2)], ("relu", "leaky_relu", "tanh")[rng.integers(3)])
        for name in ("kaiming_normal_", "kaiming_uniform_"):
            torch.manual_seed(7)
            got = getattr(ours, name)(torch.empty(shape), mode, nonlinearity, 0.3)
            torch.manual_seed(7)
            expected = getattr(torch.nn.init, name)(torch.empty(shape), 0.3, mode, nonlinearity)
            torch.testing.assert_close(got, expected, rtol=1e-5, atol=1e-7)
