"""The solution of `multi_head_attention` against torch.nn.MultiheadAttention."""

import pytest

torch = pytest.importorskip("torch")


@torch.no_grad()
def test_multi_head_attention_agrees_with_pytorch(solution_of):
    solution = solution_of("multi_head_attention").multi_head_attention
    draw = torch.Generator().manual_seed(0)
    for _ in range(2000):
        b, h, n, s, d = torch.randint(1, 7, (5,), generator=draw).tolist()
        e = h * d
        weights = [torch.randn(e, e, generator=draw) / e**0.5 for _ in "qkvo"]
        layer = torch.nn.MultiheadAttention(e, h, bias=False, batch_first=True)
        layer.in_proj_weight.copy_(torch.cat(weights[:3]))
        layer.out_proj.weight.copy_(weights[3])
        x, context = torch.randn(b, n, e, generator=draw), torch.randn(b, s, e, generator=draw)
        later = torch.ones(n, n, dtype=torch.bool).triu(1)
        close = {"rtol": 1e-4, "atol": 1e-5}
        torch.testing.assert_close(solution(x, *weights, h), layer(x, x, x)[0], **close)
        torch.testing.assert_close(solution(x, *weights, h, context), layer(x, context, context)[0], **close)
        expected = layer(x, x, x, attn_mask=later)[0]
        torch.testing.assert_close(solution(x, *weights, h, is_causal=True), expected, **close)
