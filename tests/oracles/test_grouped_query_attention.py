"""The solution of `grouped_query_attention` against torch.nn.functional.scaled_dot_product_attention."""

import pytest

torch = pytest.importorskip("torch")


def test_grouped_query_attention_agrees_with_pytorch(solution_of):
    solution, library = (
        solution_of("grouped_query_attention").grouped_query_attention,
        torch.nn.functional.scaled_dot_product_attention,
    )
    draw = torch.Generator().manual_seed(0)
    for _ in range(2000):
        b, h, g, n, s, d = torch.randint(1, 7, (6,), generator=draw).tolist()
        q, k, v = (torch.randn(b, *shape, d, generator=draw) for shape in ((h * g, n), (h, s), (h, s)))
        close = {"rtol": 1e-4, "atol": 1e-5}
        torch.testing.assert_close(solution(q, k, v), library(q, k, v, enable_gqa=True), **close)
        k, v = torch.randn(2, b, h, n, d, generator=draw)
        expected = library(q, k, v, is_causal=True, enable_gqa=True)
        torch.testing.assert_close(solution(q, k, v, is_causal=True), expected, **close)
