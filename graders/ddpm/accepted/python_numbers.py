# bonus: misses errors
# Coefficients in Python's own numbers, one product in a loop, and einsum for the images.
import math

import torch


def add_noise(x0, t, noise, alphas_cumprod):
    ab = alphas_cumprod.tolist()
    keep = torch.tensor([math.sqrt(ab[i]) for i in t.tolist()])
    mix = torch.tensor([math.sqrt(1 - ab[i]) for i in t.tolist()])
    return torch.einsum("b,bchw->bchw", keep, x0) + torch.einsum("b,bchw->bchw", mix, noise)


def step(x_t, t, predicted_noise, betas, noise):
    alpha_bar = 1.0
    for beta in betas[: t + 1].tolist():
        alpha_bar *= 1 - beta
    alpha, beta = 1 - betas[t].item(), betas[t].item()
    z = noise if t > 0 else torch.zeros_like(x_t)
    return 1 / math.sqrt(alpha) * (x_t - (1 - alpha) / math.sqrt(1 - alpha_bar) * predicted_noise) + math.sqrt(beta) * z
