"""`swiglu` and `gelu` against torch.nn.functional.silu, linear and gelu."""

import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """Outputs for 2,000 random inputs of random sizes."""
    module = solution_of("swiglu")
    functional, generator = torch.nn.functional, torch.Generator().manual_seed(1)
    for round_ in range(2000):
        n, e, f = torch.randint(1, 9, (3,), generator=generator).tolist()
        x, gate, up, down = (torch.randn(s, generator=generator) for s in ((n, e), (f, e), (f, e), (e, f)))
        x = x * (1, 10, 1000)[round_ % 3]
        hidden = functional.silu(functional.linear(x, gate)) * functional.linear(x, up)
        expected = functional.linear(hidden, down)
        atol = 1e-5 * max(1.0, float(hidden.abs().max()))
        torch.testing.assert_close(module.swiglu(x, gate, up, down), expected, rtol=1e-4, atol=atol)
        for approximate in ("none", "tanh"):
            expected = functional.gelu(x, approximate=approximate)
            torch.testing.assert_close(module.gelu(x, approximate), expected, rtol=1e-5, atol=1e-6)
