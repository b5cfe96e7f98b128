"""`rms_norm` against torch.nn.functional.rms_norm."""

import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """Outputs and gradients for 2,000 random inputs of random shapes and sizes."""
    module = solution_of("rms_norm")
    generator = torch.Generator().manual_seed(1)
    for round_ in range(2000):
        shape = torch.randint(1, 7, (1 + round_ % 4,), generator=generator).tolist()
        x = (torch.randn(shape, generator=generator) * (1, 1e-3, 1e3)[round_ % 3]).requires_grad_()
        weight, eps = torch.randn(shape[-1], generator=generator), (1e-6, 1e-2, 1.0)[round_ // 3 % 3]
        ours = module.rms_norm(x, weight, eps)
        theirs = torch.nn.functional.rms_norm(x, weight.shape, weight, eps)
        torch.testing.assert_close(ours, theirs, rtol=1e-5, atol=1e-5)
        grads = [torch.autograd.grad(answer.square().sum(), x)[0] for answer in (ours, theirs)]
        torch.testing.assert_close(*grads, rtol=1e-3, atol=1e-4 * float(grads[1].abs().max()))
