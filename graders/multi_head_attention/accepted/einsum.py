# bonus: misses errors
# einsum throughout; the weights are split into heads, not the tokens.
import torch


def multi_head_attention(x, w_q, w_k, w_v, w_o, num_heads, context=None, is_causal=False):
    seen = x if context is None else context
    wq, wk, wv = (w.reshape(num_heads, -1, x.shape[-1]) for w in (w_q, w_k, w_v))
    q = torch.einsum("ble,hde->bhld", x, wq)
    k = torch.einsum("bse,hde->bhsd", seen, wk)
    v = torch.einsum("bse,hde->bhsd", seen, wv)
    s = torch.einsum("bhld,bhsd->bhls", q, k) * q.shape[-1] ** -0.5
    if is_causal:
        s = s + torch.full(s.shape[-2:], -1e9).triu(1)
    o = torch.einsum("bhls,bhsd->blhd", s.softmax(-1), v)
    return torch.einsum("blhd,ehd->ble", o, w_o.reshape(x.shape[-1], num_heads, -1))
