# verdict: forbidden
# Leaves the work to PyTorch.
from torch.nn.functional import scaled_dot_product_attention


def grouped_query_attention(q, k, v, is_causal=False):
    return scaled_dot_product_attention(q, k, v, is_causal=is_causal, enable_gqa=True)
