"""`merge_convs`, `split_conv` and `tie_conv` against what torch.nn.functional.conv2d makes of random inputs."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """500 times one to four random convolutions with kernels of several sizes."""
    module, rng, conv2d = solution_of("concat_vs_add"), np.random.default_rng(1), torch.nn.functional.conv2d
    for _ in range(2000):
        outputs, count, size = rng.integers(1, 4), rng.integers(1, 5), rng.integers(1, 8, 2)
        weights = [
            rng.normal(size=(outputs, rng.integers(1, 4), *(2 * rng.integers(0, 3, 2) + 1))) for _ in range(count)
        ]
        biases = [rng.normal(size=outputs) for _ in weights]
        xs = [torch.from_numpy(rng.normal(size=(2, w.shape[1], *size))) for w in weights]
        rows = zip(xs, weights, biases, strict=True)
        added = sum(conv2d(x, torch.from_numpy(w), torch.from_numpy(b), padding="same") for x, w, b in rows)
        weight, bias = map(torch.from_numpy, module.merge_convs(weights, biases))
        torch.testing.assert_close(conv2d(torch.cat(xs, 1), weight, bias, padding="same"), added)

        parts = module.split_conv(weight.numpy(), [x.shape[1] for x in xs])
        parts = [conv2d(x, torch.from_numpy(w), padding="same") for x, w in zip(xs, parts, strict=True)]
        torch.testing.assert_close(sum(parts) + bias[:, None, None], added)

        same = [torch.from_numpy(rng.normal(size=xs[0].shape)) for _ in xs]
        tied = torch.from_numpy(module.tie_conv(weights[0], len(same)))
        expected = conv2d(sum(same), torch.from_numpy(weights[0]), padding="same")
        torch.testing.assert_close(conv2d(torch.cat(same, 1), tied, padding="same"), expected)
