# bonus: misses errors
# A module with linear layers, into which the weights are put by functional_call.
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, e, f, heads):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(e, e, bias=False) for _ in range(4))
        self.gate, self.up, self.down = (
            nn.Linear(e, f, bias=False),
            nn.Linear(e, f, bias=False),
            nn.Linear(f, e, bias=False),
        )
        self.norm1, self.norm2 = nn.RMSNorm(e, eps=1e-6), nn.RMSNorm(e, eps=1e-6)

    def rope(self, t):
        half = t.shape[-1] // 2
        angle = torch.arange(t.shape[-2])[:, None] / 10000.0 ** (torch.arange(half) / half)
        c, s = angle.cos(), angle.sin()
        return torch.cat([t[..., :half] * c - t[..., half:] * s, t[..., half:] * c + t[..., :half] * s], -1)

    def attend(self, x):
        parts = [layer(x).chunk(self.heads, -1) for layer in (self.q, self.k, self.v)]
        out = []
        for q, k, v in zip(*parts):
            w = self.rope(q) @ self.rope(k).transpose(1, 2) / q.shape[-1] ** 0.5
            future = torch.ones(w.shape[-2:], dtype=torch.bool).triu(1)
            out.append(w.masked_fill(future, float("-inf")).softmax(-1) @ v)
        return self.o(torch.cat(out, -1))

    def forward(self, x):
        x = x + self.attend(self.norm1(x))
        y = self.norm2(x)
        return x + self.down(nn.functional.silu(self.gate(y)) * self.up(y))


NAMES = {"attention_norm": "norm1", "mlp_norm": "norm2"}


def transformer_block(x, weights, num_heads):
    block = Block(x.shape[-1], len(weights["w_gate"]), num_heads)
    parameters = {NAMES.get(name, name[2:]) + ".weight": weight for name, weight in weights.items()}
    return torch.func.functional_call(block, parameters, (x,))
