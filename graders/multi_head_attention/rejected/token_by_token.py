# verdict: too slow
# A loop over sequences, heads and tokens.
import torch


def multi_head_attention(x, w_q, w_k, w_v, w_o, num_heads, context=None, is_causal=False):
    seen = x if context is None else context
    q, k, v = x @ w_q.T, seen @ w_k.T, seen @ w_v.T
    d = x.shape[2] // num_heads
    result = torch.zeros_like(x)
    for b in range(x.shape[0]):
        for h in range(num_heads):
            part = slice(h * d, (h + 1) * d)
            for i in range(x.shape[1]):
                end = i + 1 if is_causal else seen.shape[1]
                weights = torch.softmax(k[b, :end, part] @ q[b, i, part] / d**0.5, 0)
                result[b, i, part] = weights @ v[b, :end, part]
    return result @ w_o.T
