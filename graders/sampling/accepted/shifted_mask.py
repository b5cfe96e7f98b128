# bonus: misses errors
# The mask shifted by one to the right, written into the logits; the Gumbel trick.
import torch


def filter_logits(logits, temperature=1.0, top_k=0, top_p=1.0):
    logits = logits.clone() / temperature
    if top_k > 0:
        values, _ = torch.topk(logits, top_k, dim=-1)
        logits[logits < values[..., [-1]]] = float("-inf")
    if top_p < 1.0:
        s, idx = torch.sort(logits, descending=True, dim=-1)
        cum = torch.cumsum(torch.softmax(s, dim=-1), dim=-1)
        remove = cum > top_p
        remove[..., 1:] = remove[..., :-1].clone()
        remove[..., 0] = False
        s[remove] = float("-inf")
        logits = torch.empty_like(logits).scatter_(-1, idx, s)
    return logits


def sample(logits, generator):
    u = torch.rand(logits.shape, generator=generator)
    return torch.argmax(logits - torch.log(-torch.log(u)), dim=-1)
