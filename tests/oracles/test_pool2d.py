"""`pool2d` against PyTorch's pooling and autograd."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
functional = torch.nn.functional


def test_the_solution_agrees_with_pytorch(solution_of):
    """500 random inputs; half of them hold whole numbers, so that pixels tie."""
    module, rng = solution_of("pool2d"), np.random.default_rng(1)
    for round_ in range(2000):
        kernel, stride = rng.integers(1, 5, 2).tolist()
        padding, stride = int(rng.integers(0, kernel // 2 + 1)), (stride, None)[round_ % 3 == 0]
        x = rng.normal(size=(*rng.integers(1, 4, 2), *rng.integers(kernel, 10, 2)))
        x = np.round(x) if round_ % 2 else x
        theirs = torch.tensor(x, requires_grad=True)
        expected = functional.max_pool2d(theirs, kernel, stride, padding)
        np.testing.assert_array_equal(module.max_pool2d(x, kernel, stride, padding), expected.detach().numpy())
        grad = rng.normal(size=expected.shape)
        expected.backward(torch.tensor(grad))
        got = module.max_pool2d_backward(grad, x, kernel, stride, padding)
        np.testing.assert_allclose(got, theirs.grad.numpy(), rtol=1e-9, atol=1e-12)
        for counts in (True, False):
            expected = functional.avg_pool2d(theirs, kernel, stride, padding, count_include_pad=counts)
            got = module.avg_pool2d(x, kernel, stride, padding, counts)
            np.testing.assert_allclose(got, expected.detach().numpy(), rtol=1e-9, atol=1e-12)
        expected = functional.adaptive_avg_pool2d(theirs, 1)[:, :, 0, 0].detach().numpy()
        np.testing.assert_allclose(module.global_avg_pool2d(x), expected, rtol=1e-9, atol=1e-12)
