# verdict: forbidden
# Leaves the work to PyTorch.
import torch.nn.functional as F


def attention(q, k, v, mask=None, is_causal=False):
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=is_causal)
