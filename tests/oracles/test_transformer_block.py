"""The solution of `transformer_block` against PyTorch's own attention and norms in float64."""

import pytest

torch = pytest.importorskip("torch")
SHAPES = dict.fromkeys(("w_q", "w_k", "w_v", "w_o"), "ee") | {"w_gate": "fe", "w_up": "fe", "w_down": "ef"}


def _turned(x):
    length, half = x.shape[2], x.shape[3] // 2
    angles = torch.outer(torch.arange(length), 10000.0 ** (-torch.arange(half, dtype=torch.float64) / half))
    pairs = torch.complex(x[..., :half], x[..., half:]) * torch.exp(1j * angles)
    return torch.cat((pairs.real, pairs.imag), -1)


def _expected(x, weights, heads):
    functional, width = torch.nn.functional, x.shape[2:]
    x, w = x.double(), {name: weight.double() for name, weight in weights.items()}
    y = functional.rms_norm(x, width, w["attention_norm"], 1e-6)
    q, k, v = (torch.stack(functional.linear(y, w[name]).chunk(heads, -1), 1) for name in ("w_q", "w_k", "w_v"))
    mixed = functional.scaled_dot_product_attention(_turned(q), _turned(k), v, is_causal=True)
    h = x + functional.linear(torch.cat(mixed.unbind(1), -1), w["w_o"])
    y = functional.rms_norm(h, width, w["mlp_norm"], 1e-6)
    gate, up = functional.linear(y, w["w_gate"]), functional.linear(y, w["w_up"])
    return (h + functional.linear(gate * gate.sigmoid() * up, w["w_down"])).float()


def test_transformer_block_agrees_with_pytorch(solution_of):
    solution = solution_of("transformer_block").transformer_block
    draw = torch.Generator().manual_seed(0)
    for _ in range(2000):
        b, n, heads, half, f = torch.randint(1, 7, (5,), generator=draw).tolist()
        lengths = {"e": 2 * half * heads, "f": f}
        weights = {
            name: torch.randn(lengths[out], lengths[into], generator=draw) / lengths[into] ** 0.5
            for name, (out, into) in SHAPES.items()
        }
        weights |= {name: torch.rand(lengths["e"], generator=draw) + 0.5 for name in ("attention_norm", "mlp_norm")}
        x = torch.randn(b, n, lengths["e"], generator=draw)
        got = solution(x, weights, heads)
        torch.testing.assert_close(got, _expected(x, weights, heads), rtol=1e-4, atol=2e-5)
