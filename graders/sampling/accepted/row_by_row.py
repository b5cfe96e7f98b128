# bonus: misses errors
# A loop over rows that shortens the order of tokens; the inverse of the cumulative sum.
import torch


def filter_row(row, temperature, top_k, top_p):
    row = row / temperature
    order = torch.argsort(row, descending=True)
    if top_k > 0:
        order = order[:top_k]
    if top_p < 1.0:
        cum = torch.cumsum(torch.softmax(row[order], dim=0), dim=0)
        n = int((cum < top_p).sum()) + 1
        order = order[:n]
    out = torch.full_like(row, float("-inf"))
    out[order] = row[order]
    return out


def filter_logits(logits, temperature=1.0, top_k=0, top_p=1.0):
    flat = logits.reshape(-1, logits.shape[-1])
    return torch.stack([filter_row(r, temperature, top_k, top_p) for r in flat]).reshape(logits.shape)


def sample(logits, generator):
    cdf = torch.softmax(logits.double(), dim=-1).cumsum(-1)
    u = torch.rand(logits.shape[0], 1, generator=generator, dtype=torch.float64)
    return torch.searchsorted(cdf, u * cdf[:, -1:], right=True).squeeze(-1)
