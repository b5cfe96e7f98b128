"""The solution of `grouped_query_attention` against torch.nn.functional.scaled_dot_product_attention."""

import importlib.util
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
torch.set_num_threads(1)  # 20 times as quick on a busy machine, where two threads wait for each other
ROOT = Path(__file__).parents[2]


def _solution(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "solutions" / name / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_grouped_query_attention_agrees_with_pytorch():
    solution, library = (
        _solution("grouped_query_attention").grouped_query_attention,
        torch.nn.functional.scaled_dot_product_attention,
    )
    draw = torch.Generator().manual_seed(0)
    for _ in range(200):
        b, h, g, n, s, d = torch.randint(1, 7, (6,), generator=draw).tolist()
        q, k, v = (torch.randn(b, *shape, d, generator=draw) for shape in ((h * g, n), (h, s), (h, s)))
        close = {"rtol": 1e-4, "atol": 1e-5}
        torch.testing.assert_close(solution(q, k, v), library(q, k, v, enable_gqa=True), **close)
        k, v = torch.randn(2, b, h, n, d, generator=draw)
        expected = library(q, k, v, is_causal=True, enable_gqa=True)
        torch.testing.assert_close(solution(q, k, v, is_causal=True), expected, **close)
