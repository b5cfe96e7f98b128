"""`layer_norm` against torch.nn.functional.layer_norm and autograd."""

import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """Outputs and gradients for 200 random inputs of random shapes."""
    module = solution_of("layer_norm")
    generator = torch.Generator().manual_seed(1)
    for round_ in range(200):
        shape = torch.randint(2, 7, (1 + round_ % 4,), generator=generator).tolist()
        inner = shape[round_ % len(shape) :]
        x = (torch.randn(shape, generator=generator) * 3 + round_ % 5).requires_grad_()
        weight, bias = (torch.randn(inner, generator=generator).requires_grad_() for _ in "wb")
        grad, eps = torch.randn(shape, generator=generator), (1e-5, 1e-2, 1.0)[round_ % 3]
        expected = torch.nn.functional.layer_norm(x, inner, weight, bias, eps)
        torch.testing.assert_close(module.layer_norm(x, weight, bias, eps), expected, rtol=1e-5, atol=1e-5)
        gradients = torch.autograd.grad(expected, (x, weight, bias), grad)
        with torch.no_grad():
            ours = module.layer_norm_backward(grad, x, weight, eps)
        torch.testing.assert_close(ours, gradients, rtol=1e-3, atol=1e-4)
