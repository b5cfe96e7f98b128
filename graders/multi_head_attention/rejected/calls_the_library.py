# verdict: forbidden
# Leaves the work to PyTorch's layer.
import torch
from torch import nn


def multi_head_attention(x, w_q, w_k, w_v, w_o, num_heads, context=None, is_causal=False):
    layer = nn.MultiheadAttention(x.shape[2], num_heads, bias=False, batch_first=True)
    layer.in_proj_weight.data = torch.cat([w_q, w_k, w_v])
    layer.out_proj.weight.data = w_o
    seen = x if context is None else context
    mask = torch.ones(x.shape[1], seen.shape[1], dtype=torch.bool).triu(1) if is_causal else None
    return layer(x, seen, seen, attn_mask=mask)[0]
