# bonus: misses errors
# The heads become part of the batch, as in early TensorFlow code; each head adds its own part of the output.
import torch


def multi_head_attention(x, w_q, w_k, w_v, w_o, num_heads, context=None, is_causal=False):
    batch = len(x)
    seen = context if context is not None else x
    q, k, v = (
        torch.cat(torch.split(t @ w.T, x.shape[2] // num_heads, 2), 0) for t, w in ((x, w_q), (seen, w_k), (seen, w_v))
    )
    scores = torch.baddbmm(torch.zeros(1), q, k.permute(0, 2, 1), alpha=q.shape[2] ** -0.5)
    if is_causal:
        places = torch.arange(x.shape[1])
        scores = scores.where(places[:, None] >= places, torch.tensor(float("-inf")))
    heads = torch.split(scores.softmax(2) @ v, batch, 0)
    return sum(head @ part.T for head, part in zip(heads, torch.split(w_o, q.shape[2], 1)))
