# verdict: forbidden
# Leaves the work to PyTorch.
from torch.nn import functional


def flash_attention(q, k, v, block_size, is_causal=False):
    return functional.scaled_dot_product_attention(q, k, v, is_causal=is_causal)
