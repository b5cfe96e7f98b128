# bonus: misses errors
# First choices, then second choices, with a mask for each expert, as in many tutorials.
import torch


def moe(x, router, experts, k):
    scores = x @ router.t()
    p = torch.softmax(scores, dim=-1)
    topv, topi = scores.topk(k, dim=-1)
    gate = torch.softmax(topv, dim=-1)
    y = torch.zeros_like(x)
    counts = torch.zeros(len(experts))
    for j in range(k):
        for e, (w1, w2) in enumerate(experts):
            mask = topi[:, j] == e
            counts[e] += mask.sum()
            if mask.any():
                y[mask] += gate[mask, j].unsqueeze(1) * (torch.relu(x[mask] @ w1.t()) @ w2.t())
    f = counts / x.shape[0]
    return y, len(experts) * torch.sum(f * p.mean(0))
