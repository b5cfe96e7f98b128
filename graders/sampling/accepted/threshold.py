# bonus: none
# The smallest logit that stays is the threshold; the draw divides by exponential numbers.
import torch


def filter_logits(logits, temperature=1.0, top_k=0, top_p=1.0):
    if not temperature > 0:
        raise ValueError("temperature must be positive")
    if top_k < 0 or top_k > logits.shape[-1]:
        raise ValueError("top_k must be from 0 to V")
    if top_p <= 0 or top_p > 1:
        raise ValueError("top_p must be in (0, 1]")
    x = logits / temperature
    ordered = x.sort(dim=-1, descending=True).values
    if top_k:
        ordered = ordered[..., :top_k]
    p = ordered.softmax(dim=-1)
    stay = (p.cumsum(-1) - p < top_p).sum(-1, keepdim=True) if top_p < 1 else torch.tensor(ordered.shape[-1])
    smallest = ordered.gather(-1, (stay - 1).expand(*x.shape[:-1], 1))
    return torch.where(x >= smallest, x, float("-inf"))


def sample(logits, generator):
    noise = torch.empty_like(logits).exponential_(generator=generator)
    return (logits.softmax(-1) / noise).argmax(-1)
