# bonus: misses errors
# The weights of its experts are gathered for each token: no loop at all.
import torch


def moe(x, router, experts, k):
    logits = torch.mm(x, router.t())
    p = logits.softmax(-1)
    val, ind = p.topk(k, dim=-1)
    val = val / val.sum(-1, keepdim=True)
    W1 = torch.stack([w for w, _ in experts])
    W2 = torch.stack([w for _, w in experts])
    h = torch.einsum("tkfe,te->tkf", W1[ind], x).relu()
    y = torch.einsum("tkef,tkf->tke", W2[ind], h)
    out = (val[..., None] * y).sum(1)
    counts = torch.zeros_like(p).scatter_(1, ind, 1.0)
    return out, len(experts) * (counts.mean(0) * p.mean(0)).sum()
