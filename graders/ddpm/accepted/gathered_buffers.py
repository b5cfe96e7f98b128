# bonus: misses errors
# Buffers for each coefficient and an extract function, as in the best-known small repository.
import torch


def extract(a, t, x_shape):
    b, *_ = t.shape
    out = a.gather(-1, t)
    return out.reshape(b, *((1,) * (len(x_shape) - 1)))


def add_noise(x0, t, noise, alphas_cumprod):
    sqrt_alphas_cumprod = torch.sqrt(alphas_cumprod)
    sqrt_one_minus_alphas_cumprod = torch.sqrt(1.0 - alphas_cumprod)
    return extract(sqrt_alphas_cumprod, t, x0.shape) * x0 + extract(sqrt_one_minus_alphas_cumprod, t, x0.shape) * noise


def step(x_t, t, predicted_noise, betas, noise):
    t_index, t = t, torch.full((x_t.shape[0],), t, dtype=torch.long)
    alphas = 1.0 - betas
    sqrt_one_minus_alphas_cumprod = torch.sqrt(1.0 - torch.cumprod(alphas, axis=0))
    betas_t = extract(betas, t, x_t.shape)
    sqrt_one_minus_t = extract(sqrt_one_minus_alphas_cumprod, t, x_t.shape)
    sqrt_recip_alphas_t = extract(torch.sqrt(1.0 / alphas), t, x_t.shape)
    model_mean = sqrt_recip_alphas_t * (x_t - betas_t * predicted_noise / sqrt_one_minus_t)
    if t_index == 0:
        return model_mean
    return model_mean + torch.sqrt(betas_t) * noise
