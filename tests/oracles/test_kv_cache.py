"""The solution of `kv_cache`, in pieces, against scaled_dot_product_attention of the whole sequence."""

import pytest

torch = pytest.importorskip("torch")


def test_decoding_in_pieces_agrees_with_attention_of_the_whole(solution_of):
    module, attention = solution_of("kv_cache"), torch.nn.functional.scaled_dot_product_attention
    draw = torch.Generator().manual_seed(0)
    for _ in range(2000):
        b, h, d, first, n = torch.randint(1, 8, (5,), generator=draw).tolist()
        weights = {name: torch.randn(h * d, h * d, generator=draw) / d for name in "qkvo"}
        x, cache = torch.randn(b, first + n, h * d, generator=draw), module.KVCache(b, h, first + n, d)
        pieces = [x[:, :first], *x[:, first : first + 1].split(1, dim=1), x[:, first + 1 :]]
        got = torch.cat([module.decode(piece, weights, cache) for piece in pieces if piece.shape[1]], dim=1)
        q, k, v = ((x @ weights[name]).view(b, first + n, h, d).transpose(1, 2) for name in "qkv")
        expected = attention(q, k, v, is_causal=True).transpose(1, 2).reshape(x.shape) @ weights["o"]
        torch.testing.assert_close(got, expected, rtol=1e-4, atol=1e-5)
        assert cache.length == first + n
