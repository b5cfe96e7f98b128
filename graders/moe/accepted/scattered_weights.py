# bonus: misses errors
# A dense table of weights by scatter, all experts at once, and counts from the weights above 0.
import torch


def moe(x, router, experts, k):
    logits = x @ router.T
    values, chosen = logits.topk(k, dim=-1)
    gates = torch.zeros_like(logits).scatter(1, chosen, values.softmax(dim=-1))

    w1 = torch.stack([e[0] for e in experts])
    w2 = torch.stack([e[1] for e in experts])
    hidden = torch.relu(torch.einsum("te,nfe->tnf", x, w1))
    y = torch.einsum("tnf,nef->tne", hidden, w2)
    out = (gates.unsqueeze(-1) * y).sum(dim=1)

    f = (gates > 0).float().mean(0)
    p = logits.softmax(-1).mean(0)
    return out, len(experts) * (f * p).sum()
