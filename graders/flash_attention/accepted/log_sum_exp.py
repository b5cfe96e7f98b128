# bonus: none
# Each block is normalized, and blocks are joined by their logarithms of sums, as several devices do it. Keys are split only.
import math

import torch


def flash_attention(q, k, v, block_size, is_causal=False):
    if block_size < 1:
        raise ValueError("block_size must be positive")
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("the shapes of q, k and v do not fit")
    result = logs = None
    rows = torch.arange(q.shape[2])[:, None]
    for number, (keys, values) in enumerate(zip(k.split(block_size, 2), v.split(block_size, 2))):
        scores = torch.einsum("bhld,bhsd->bhls", q, keys) / math.sqrt(q.shape[-1])
        if is_causal:
            hidden = number * block_size + torch.arange(keys.shape[2]) > rows
            scores = scores.masked_fill(hidden, torch.finfo(scores.dtype).min)
        log = scores.logsumexp(-1, keepdim=True)
        part = scores.softmax(-1) @ values
        if result is None:
            result, logs = part, log
        else:
            joined = torch.logaddexp(logs, log)
            result = result * (logs - joined).exp() + part * (log - joined).exp()
            logs = joined
    return result
