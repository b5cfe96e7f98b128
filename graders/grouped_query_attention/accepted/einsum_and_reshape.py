# bonus: misses errors
# einsum with a letter for the groups after a reshape; the mask is the lowest float.
import torch


def grouped_query_attention(q, k, v, is_causal=False):
    b, hq, l, d = q.shape
    hkv, s = k.shape[1], k.shape[2]
    qg = q.reshape(b, hkv, hq // hkv, l, d)
    sim = torch.einsum("bhgld,bhsd->bhgls", qg, k) * d**-0.5
    if is_causal:
        keep = torch.ones(l, s, dtype=torch.bool).tril()
        sim = sim.masked_fill(~keep, -torch.finfo(sim.dtype).max)
    out = torch.einsum("bhgls,bhsd->bhgld", sim.softmax(dim=-1), v)
    return out.flatten(1, 2)
