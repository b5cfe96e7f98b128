# verdict: too slow
# A loop over sequences, heads and queries.
import torch


def attention(q, k, v, mask=None, is_causal=False):
    b, h, length, dim = q.shape
    keys = k.shape[2]
    allowed = torch.ones(b, h, length, keys, dtype=torch.bool)
    allowed = allowed.tril() if is_causal else allowed if mask is None else allowed & mask
    result = torch.zeros(b, h, length, v.shape[3])
    for i in range(b):
        for j in range(h):
            for row in range(length):
                scores = k[i, j] @ q[i, j, row] / dim**0.5
                weights = scores.masked_fill(~allowed[i, j, row], -1e9).softmax(0)
                result[i, j, row] = weights @ v[i, j]
    return result
