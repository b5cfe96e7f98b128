# bonus: misses empty rows, errors
# einsum, and -inf where nothing may be seen.
import torch


def attention(q, k, v, mask=None, is_causal=False):
    scores = torch.einsum("bhld,bhsd->bhls", q * q.shape[-1] ** -0.5, k)
    if mask is not None:
        scores[~mask.expand_as(scores)] = float("-inf")
    if is_causal:
        rows, columns = torch.arange(q.shape[2])[:, None], torch.arange(k.shape[2])
        scores = torch.where(rows >= columns, scores, torch.tensor(float("-inf"), dtype=scores.dtype))
    return torch.einsum("bhls,bhsv->bhlv", scores.softmax(-1), v)
