# bonus: none
# Every token goes to every expert; a dense table of weights is 0 for those that were not chosen.
import torch


def moe(x, router, experts, k):
    n = router.size(0)
    if k < 1 or k > n:
        raise ValueError("k must be between 1 and the number of experts")
    if len(experts) != n:
        raise ValueError("experts and router do not fit")
    logits = torch.einsum("te,ne->tn", x, router)
    kept = torch.zeros_like(logits, dtype=torch.bool).scatter(1, logits.topk(k).indices, True)
    gates = logits.masked_fill(~kept, float("-inf")).softmax(-1)
    w1, w2 = (torch.stack(w) for w in zip(*experts))
    hidden = torch.einsum("te,nfe->tnf", x, w1).clamp(min=0)
    out = torch.einsum("tnf,nef,tn->te", hidden, w2, gates)
    loss = n * kept.float().mean(0) @ logits.softmax(-1).mean(0)
    return out, loss
