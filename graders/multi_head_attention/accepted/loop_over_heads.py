# bonus: none
# A loop over chunks of features, put together by cat.
import torch


def multi_head_attention(x, w_q, w_k, w_v, w_o, num_heads, context=None, is_causal=False):
    if num_heads <= 0 or x.size(-1) % num_heads != 0:
        raise ValueError("num_heads must divide the features")
    context = x if context is None else context
    outputs = []
    chunks = [t.chunk(num_heads, dim=-1) for t in (x @ w_q.t(), context @ w_k.t(), context @ w_v.t())]
    for q, k, v in zip(*chunks):
        scores = torch.bmm(q, k.transpose(1, 2)) / q.size(-1) ** 0.5
        if is_causal:
            n = scores.size(-1)
            scores.masked_fill_(torch.ones(n, n, dtype=torch.bool).triu(1), float("-inf"))
        outputs.append(torch.bmm(torch.softmax(scores, -1), v))
    return torch.cat(outputs, dim=-1) @ w_o.t()
