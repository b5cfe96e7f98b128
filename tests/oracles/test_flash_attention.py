"""The solution of `flash_attention` against torch.nn.functional.scaled_dot_product_attention."""

import pytest

torch = pytest.importorskip("torch")


def test_flash_attention_agrees_with_pytorch(solution_of):
    flash, library = solution_of("flash_attention").flash_attention, torch.nn.functional.scaled_dot_product_attention
    draw = torch.Generator().manual_seed(0)
    for _ in range(2000):
        b, h, n, s, d, w, size = torch.randint(1, 9, (7,), generator=draw).tolist()
        q, k, v = (3 * torch.randn(b, h, *shape, generator=draw) for shape in ((n, d), (s, d), (s, w)))
        torch.testing.assert_close(flash(q, k, v, size), library(q, k, v), rtol=1e-4, atol=1e-5)
        expected = library(q, q, q, is_causal=True)
        torch.testing.assert_close(flash(q, q, q, size, is_causal=True), expected, rtol=1e-4, atol=1e-5)
