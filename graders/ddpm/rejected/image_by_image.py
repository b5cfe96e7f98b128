# verdict: too slow
# A loop over the images.
import torch


def add_noise(x0, t, noise, alphas_cumprod):
    pairs = zip(x0, noise, alphas_cumprod[t])
    return torch.stack([torch.sqrt(a) * image + torch.sqrt(1 - a) * other for image, other, a in pairs])


def step(x_t, t, predicted_noise, betas, noise):
    share = torch.cumprod(1 - betas, 0)[t]
    mean = (x_t - betas[t] / (1 - share) ** 0.5 * predicted_noise) / (1 - betas[t]) ** 0.5
    return mean if t == 0 else mean + betas[t] ** 0.5 * noise
