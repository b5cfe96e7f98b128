# bonus: misses errors
# Cosine similarity by broadcasting, logsumexp less the diagonal.
import torch
import torch.nn.functional as F


def info_nce(a, b, temperature):
    sim = F.cosine_similarity(a[:, None, :], b[None, :, :], dim=-1) / temperature
    pos = sim.diagonal()
    rows = (sim.logsumexp(1) - pos).mean()
    cols = (sim.logsumexp(0) - pos).mean()
    return 0.5 * (rows + cols)
