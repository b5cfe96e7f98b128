# verdict: too slow
# A loop over all tokens of each row.
import torch


def filter_logits(logits, temperature=1.0, top_k=0, top_p=1.0):
    rows = (logits / temperature).reshape(-1, logits.shape[-1]).clone()
    for row in rows:
        values, order = row.sort(descending=True)
        p = values[: top_k or None].softmax(0)
        total = torch.zeros(())
        for rank in range(len(order)):
            if (top_k and rank >= top_k) or (top_p < 1 and total >= top_p):
                row[order[rank]] = float("-inf")
            else:
                total = total + p[rank]
    return rows.reshape(logits.shape)


def sample(logits, generator):
    return torch.multinomial(logits.softmax(-1), 1, generator=generator)[:, 0]
