# bonus: misses errors
# The weights are cut for each head, and the heads' outputs are added up: nothing is put side by side.
import torch


def multi_head_attention(x, w_q, w_k, w_v, w_o, num_heads, context=None, is_causal=False):
    E = x.shape[-1]
    d = E // num_heads
    c = x if context is None else context
    out = 0
    for wq, wk, wv, wo in zip(w_q.split(d), w_k.split(d), w_v.split(d), w_o.split(d, dim=1)):
        q = torch.einsum("ble,de->bld", x, wq)
        k = torch.einsum("bse,de->bsd", c, wk)
        v = torch.einsum("bse,de->bsd", c, wv)
        a = torch.einsum("bld,bsd->bls", q, k) * d**-0.5
        if is_causal:
            i = torch.arange(x.shape[1])
            a = a.masked_fill(i[None, :] > i[:, None], torch.finfo(a.dtype).min)
        out = out + torch.einsum("bls,bsd,ed->ble", a.softmax(-1), v, wo)
    return out
