# bonus: none
# The queries get an axis of groups, and keys are broadcast: no copy.
import torch


def grouped_query_attention(q, k, v, is_causal=False):
    b, hq, length, d = q.shape
    hkv = k.size(1)
    if hq % hkv:
        raise ValueError("q has no multiple of the heads of k")
    q = q.reshape(b, hkv, hq // hkv, length, d)
    scores = q @ k.unsqueeze(2).transpose(-1, -2) * d**-0.5
    if is_causal:
        allowed = torch.tril(torch.ones(length, length))
        scores = scores.masked_fill(allowed == 0, -1e9)
    return (scores.softmax(-1) @ v.unsqueeze(2)).reshape(b, hq, length, d)
