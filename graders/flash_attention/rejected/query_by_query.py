# verdict: too slow
# An online softmax for each single query.
import torch


def flash_attention(q, k, v, block_size, is_causal=False):
    b, h, length, dim = q.shape
    result = torch.zeros(b, h, length, v.shape[3])
    for x in range(b):
        for y in range(h):
            for i in range(length):
                top, total, sums = torch.tensor(float("-inf")), 0.0, torch.zeros(v.shape[3])
                for j in range(0, i + 1 if is_causal else k.shape[2], block_size):
                    end = min(j + block_size, i + 1) if is_causal else j + block_size
                    scores = k[x, y, j:end] @ q[x, y, i] / dim**0.5
                    higher = torch.maximum(top, scores.max())
                    weights = torch.exp(scores - higher)
                    total = total * torch.exp(top - higher) + weights.sum()
                    sums = sums * torch.exp(top - higher) + weights @ v[x, y, j:end]
                    top = higher
                result[x, y, i] = sums / total
    return result
