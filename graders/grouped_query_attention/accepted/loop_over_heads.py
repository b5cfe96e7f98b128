# bonus: misses errors
# One head of queries after the other picks its head of keys.
import torch


def grouped_query_attention(q, k, v, is_causal=False):
    per = q.shape[1] // k.shape[1]
    out = []
    for h in range(q.shape[1]):
        keys, values = k[:, h // per], v[:, h // per]
        weights = torch.bmm(q[:, h], keys.transpose(1, 2)) / q.shape[3] ** 0.5
        if is_causal:
            weights = weights.masked_fill(~torch.ones(weights.shape[1:]).tril().bool(), float("-inf"))
        out.append(torch.bmm(torch.softmax(weights, dim=2), values))
    return torch.stack(out, dim=1)
