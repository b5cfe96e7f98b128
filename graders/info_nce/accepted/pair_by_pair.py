# bonus: misses errors
# A loop over the pairs: a row and a column of the table each.
import torch


def info_nce(a, b, temperature):
    a = a * torch.rsqrt(a.square().sum(1, keepdim=True))
    b = b * torch.rsqrt(b.square().sum(1, keepdim=True))
    logits = a.mm(b.T) * (1 / temperature)
    total = 0.0
    for i in range(len(a)):
        for line in (logits[i, :], logits[:, i]):
            line = line - line.max()
            total = total + torch.log(torch.exp(line).sum()) - line[i]
    return total / len(a) / 2
