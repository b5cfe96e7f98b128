# bonus: misses errors
# An extract function, an estimate of x0, and the mean of the posterior, as in the best-known small repository.
import torch
import torch.nn.functional as F


def extract(a, t, x_shape):
    b, *_ = t.shape
    out = a.gather(-1, t)
    return out.reshape(b, *((1,) * (len(x_shape) - 1)))


def add_noise(x0, t, noise, alphas_cumprod):
    return (
        extract(torch.sqrt(alphas_cumprod), t, x0.shape) * x0
        + extract(torch.sqrt(1.0 - alphas_cumprod), t, x0.shape) * noise
    )


def step(x_t, t, predicted_noise, betas, noise):
    alphas = 1.0 - betas
    alphas_cumprod = torch.cumprod(alphas, dim=0)
    alphas_cumprod_prev = F.pad(alphas_cumprod[:-1], (1, 0), value=1.0)

    # predict x_start from the noise, then the mean of q(x_{t-1} | x_t, x_0)
    x_start = torch.sqrt(1.0 / alphas_cumprod)[t] * x_t - torch.sqrt(1.0 / alphas_cumprod - 1)[t] * predicted_noise
    coef1 = betas * torch.sqrt(alphas_cumprod_prev) / (1.0 - alphas_cumprod)
    coef2 = (1.0 - alphas_cumprod_prev) * torch.sqrt(alphas) / (1.0 - alphas_cumprod)
    mean = coef1[t] * x_start + coef2[t] * x_t

    noise = noise if t > 0 else 0.0
    return mean + torch.sqrt(betas)[t] * noise
