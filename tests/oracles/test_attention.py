"""The solution of `attention` against torch.nn.functional.scaled_dot_product_attention."""

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


def test_attention_agrees_with_pytorch():
    attention, library = _solution("attention").attention, torch.nn.functional.scaled_dot_product_attention
    draw = torch.Generator().manual_seed(0)
    for _ in range(200):
        b, h, n, s, d, w = torch.randint(1, 9, (6,), generator=draw).tolist()
        q, k, v = (torch.randn(b, h, *shape, generator=draw) for shape in ((n, d), (s, d), (s, w)))
        mask = torch.rand(b, 1, n, s, generator=draw) < 0.6
        for options in ({}, {"mask": mask}):
            expected = library(q, k, v, options.get("mask"))
            torch.testing.assert_close(attention(q, k, v, **options), expected, rtol=1e-4, atol=1e-5)
        expected = library(q, q, q, is_causal=True)
        torch.testing.assert_close(attention(q, q, q, is_causal=True), expected, rtol=1e-4, atol=1e-5)
