# bonus: misses errors
# A loop over experts makes both results: argsort for the choice, and the loss summed up as a Python number.
import torch


def moe(x, router, experts, k):
    T = x.shape[0]
    N = len(experts)
    logits = x @ router.t()
    order = torch.argsort(logits, dim=1, descending=True)[:, :k]
    weights = torch.softmax(torch.gather(logits, 1, order), dim=1)
    probs = torch.softmax(logits, dim=1)

    out = torch.zeros(x.shape)
    loss = 0.0
    for n in range(N):
        w1, w2 = experts[n]
        tokens, slot = (order == n).nonzero(as_tuple=True)
        loss = loss + len(tokens) / T * probs[:, n].mean()
        if len(tokens) == 0:
            continue
        h = torch.relu(x[tokens] @ w1.t()) @ w2.t()
        out[tokens] += weights[tokens, slot].unsqueeze(1) * h
    return out, N * loss
