# bonus: misses errors
# View, transpose, contiguous, view, as in the best-known small codebases.
import math

import torch
import torch.nn.functional as F


def multi_head_attention(x, w_q, w_k, w_v, w_o, num_heads, context=None, is_causal=False):
    B, L, E = x.size()
    if context is None:
        context = x
    S = context.size(1)
    d = E // num_heads
    q = F.linear(x, w_q).view(B, L, num_heads, d).transpose(1, 2)
    k = F.linear(context, w_k).view(B, S, num_heads, d).transpose(1, 2)
    v = F.linear(context, w_v).view(B, S, num_heads, d).transpose(1, 2)
    att = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(d)
    if is_causal:
        mask = torch.tril(torch.ones(L, S)).view(1, 1, L, S)
        att = att.masked_fill(mask == 0, float("-inf"))
    y = F.softmax(att, dim=-1) @ v
    return F.linear(y.transpose(1, 2).contiguous().view(B, L, E), w_o)
