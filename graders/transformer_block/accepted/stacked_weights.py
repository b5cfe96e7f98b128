# bonus: none
# One product for q, k and v, and one for gate and up.
import torch


def transformer_block(x, weights, num_heads):
    e = x.size(-1)
    if num_heads <= 0 or e % num_heads or e // num_heads % 2:
        raise ValueError("num_heads does not fit")

    def norm(t, name):
        return t / (t.pow(2).mean(-1, keepdim=True) + 1e-6).sqrt() * weights[name]

    b, n, _ = x.shape
    d = e // num_heads
    stacked = torch.cat([weights["w_q"], weights["w_k"], weights["w_v"]])
    qkv = (norm(x, "attention_norm") @ stacked.t()).view(b, n, 3, num_heads, d).permute(2, 0, 3, 1, 4)
    pairs = qkv[:2].unflatten(-1, (2, d // 2))
    angle = torch.arange(n).unsqueeze(1) * torch.pow(10000.0, -2.0 * torch.arange(d // 2) / d)
    c, s = angle.cos(), angle.sin()
    one, two = pairs[..., 0, :], pairs[..., 1, :]
    q, k = torch.stack([one * c - two * s, one * s + two * c], -2).flatten(-2)
    scores = (q @ k.transpose(2, 3)) * d**-0.5
    scores = torch.where(torch.ones(n, n).tril().bool(), scores, torch.tensor(float("-inf")))
    x = x + (scores.softmax(-1) @ qkv[2]).transpose(1, 2).reshape(b, n, e) @ weights["w_o"].t()
    gate, up = (norm(x, "mlp_norm") @ torch.cat([weights["w_gate"], weights["w_up"]]).t()).chunk(2, -1)
    return x + torch.nn.functional.silu(gate).mul(up) @ weights["w_down"].t()
