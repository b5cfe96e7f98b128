# bonus: misses errors
# All (token, choice) pairs sorted by their expert, worked in runs, and brought back, as in fast kernels.
import torch


def moe(x, router, experts, k):
    logits = x @ router.T
    best, chosen = logits.topk(k, dim=1)
    gates = (best - best.logsumexp(dim=1, keepdim=True)).exp().reshape(-1)
    order = chosen.reshape(-1).argsort(stable=True)
    counts = chosen.reshape(-1).bincount(minlength=len(experts))
    runs = x[order // k].split(counts.tolist())
    answers = torch.cat([run.mm(w1.T).relu().mm(w2.T) for run, (w1, w2) in zip(runs, experts)])
    out = torch.zeros_like(x).scatter_add(0, (order // k)[:, None].expand_as(answers), answers * gates[order, None])
    probability = (logits - logits.logsumexp(dim=1, keepdim=True)).exp().mean(0)
    return [out, (counts * probability).sum() * len(experts) / x.shape[0]]
