# verdict: wrong answer
# Draws from the global generator, whatever is given.
import torch


def filter_logits(logits, temperature=1.0, top_k=0, top_p=1.0):
    x = logits / temperature
    ordered = x.sort(dim=-1, descending=True).values[..., : top_k or None]
    p = ordered.softmax(dim=-1)
    stay = (p.cumsum(-1) - p < top_p).sum(-1, keepdim=True)
    return torch.where(x >= ordered.gather(-1, stay - 1), x, float("-inf"))


def sample(logits, generator):
    return torch.multinomial(logits.softmax(-1), 1)[:, 0]
