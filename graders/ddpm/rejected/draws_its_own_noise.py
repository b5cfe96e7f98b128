# verdict: wrong answer
# Draws noise of its own in the step back.
import torch


def add_noise(x0, t, noise, alphas_cumprod):
    a = alphas_cumprod[t].view(-1, 1, 1, 1)
    return torch.sqrt(a) * x0 + torch.sqrt(1 - a) * noise


def step(x_t, t, predicted_noise, betas, noise):
    share = torch.cumprod(1 - betas, 0)[t]
    mean = (x_t - betas[t] / (1 - share) ** 0.5 * predicted_noise) / (1 - betas[t]) ** 0.5
    return mean if t == 0 else mean + betas[t] ** 0.5 * torch.randn_like(x_t)
