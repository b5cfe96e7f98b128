"""The solution of `attention` against torch.nn.functional.scaled_dot_product_attention."""

import pytest

torch = pytest.importorskip("torch")


def test_attention_agrees_with_pytorch(solution_of):
    attention, library = solution_of("attention").attention, torch.nn.functional.scaled_dot_product_attention
    draw = torch.Generator().manual_seed(0)
    for _ in range(2000):
        b, h, n, s, d, w = torch.randint(1, 9, (6,), generator=draw).tolist()
        q, k, v = (torch.randn(b, h, *shape, generator=draw) for shape in ((n, d), (s, d), (s, w)))
        mask = torch.rand(b, 1, n, s, generator=draw) < 0.6
        for options in ({}, {"mask": mask}):
            expected = library(q, k, v, options.get("mask"))
            torch.testing.assert_close(attention(q, k, v, **options), expected, rtol=1e-4, atol=1e-5)
        expected = library(q, q, q, is_causal=True)
        torch.testing.assert_close(attention(q, q, q, is_causal=True), expected, rtol=1e-4, atol=1e-5)
