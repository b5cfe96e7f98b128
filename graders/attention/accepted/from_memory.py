# bonus: misses empty rows, half precision, errors
# As in the best-known small codebases: masked_fill with -1e9.
import math

import torch
import torch.nn.functional as F


def attention(q, k, v, mask=None, is_causal=False):
    d_k = q.size(-1)
    scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(d_k)
    if is_causal:
        L, S = q.size(-2), k.size(-2)
        causal = torch.triu(torch.ones(L, S), diagonal=1).bool()
        scores = scores.masked_fill(causal, -1e9)
    if mask is not None:
        scores = scores.masked_fill(mask == 0, -1e9)
    return torch.matmul(F.softmax(scores, dim=-1), v)
