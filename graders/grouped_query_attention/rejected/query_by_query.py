# verdict: too slow
# A loop over sequences, heads and queries.
import torch


def grouped_query_attention(q, k, v, is_causal=False):
    per = q.shape[1] // k.shape[1]
    out = torch.zeros_like(q)
    for b in range(q.shape[0]):
        for h in range(q.shape[1]):
            for i in range(q.shape[2]):
                end = i + 1 if is_causal else k.shape[2]
                scores = k[b, h // per, :end] @ q[b, h, i] / q.shape[3] ** 0.5
                out[b, h, i] = scores.softmax(0) @ v[b, h // per, :end]
    return out
