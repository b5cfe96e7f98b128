# bonus: misses empty rows, errors
# A mask that is added, as PyTorch's documentation writes it.
import torch


def attention(q, k, v, mask=None, is_causal=False):
    query, key, value = q, k, v
    L, S = query.size(-2), key.size(-2)
    bias = torch.zeros(L, S, dtype=query.dtype)
    if is_causal:
        bias.masked_fill_(torch.ones(L, S, dtype=torch.bool).tril().logical_not(), float("-inf"))
    if mask is not None:
        bias = torch.zeros(mask.shape, dtype=query.dtype).masked_fill(mask.logical_not(), float("-inf"))
    weights = query @ key.transpose(-2, -1) * (1 / query.size(-1) ** 0.5) + bias
    return torch.softmax(weights, dim=-1) @ value
