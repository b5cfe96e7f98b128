"""`layer_norm` against torch.nn.functional.layer_norm and autograd."""

import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """Outputs and gradients for 2,000 random inputs of random shapes."""
    module = solution_of("layer_norm")
    generator = torch.Generator().manual_seed(1)
    for round_ in range(2000):
        shape = torch.randint(2, 7, (1 + round_ % 4,), generator=generator).tolist()
        inner = shape[round_ % len(shape) :]
        x = (torch.randn(shape, generator=generator, dtype=torch.float64) * 3 + round_ % 5).requires_grad_()
        weight, bias = (torch.randn(inner, generator=generator, dtype=torch.float64).requires_grad_() for _ in "wb")
        grad, eps = torch.randn(shape, generator=generator, dtype=torch.float64), (1e-5, 1e-2, 1.0)[round_ % 3]
        expected = torch.nn.functional.layer_norm(x, inner, weight, bias, eps)
        torch.testing.assert_close(module.layer_norm(x, weight, bias, eps), expected, rtol=1e-9, atol=1e-9)
        gradients = torch.autograd.grad(expected, (x, weight, bias), grad)
        with torch.no_grad():
            ours = module.layer_norm_backward(grad, x, weight, eps)
        torch.testing.assert_close(ours, gradients, rtol=1e-7, atol=1e-9)
