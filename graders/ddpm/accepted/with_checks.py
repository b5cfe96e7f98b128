# bonus: none
# Logarithms for the product, and lerp-like sums in flat rows.
import torch


def add_noise(x0, t, noise, alphas_cumprod):
    if noise.size() != x0.size():
        raise ValueError("noise must have the shape of x0")
    if t.dim() != 1 or t.numel() != x0.size(0) or t.min() < 0 or t.max() >= alphas_cumprod.numel():
        raise ValueError("t must have one valid step for each image")
    signal = alphas_cumprod.index_select(0, t).sqrt().unsqueeze(1)
    sigma = torch.rsqrt(1 / (1 - signal**2))
    return torch.addcmul(signal * x0.flatten(1), sigma, noise.flatten(1)).view_as(x0)


def step(x_t, t, predicted_noise, betas, noise):
    if t not in range(len(betas)):
        raise ValueError(f"t = {t} is no step")
    if predicted_noise.shape != x_t.shape:
        raise ValueError("predicted_noise has a wrong shape")
    if noise.shape != x_t.shape:
        raise ValueError("noise has a wrong shape")
    log_alpha = torch.log1p(-betas)
    missing = -torch.expm1(log_alpha[: t + 1].sum())
    mean = torch.exp(-log_alpha[t] / 2) * (x_t - betas[t] * missing.rsqrt() * predicted_noise)
    return mean + (t > 0) * betas[t] ** 0.5 * noise
