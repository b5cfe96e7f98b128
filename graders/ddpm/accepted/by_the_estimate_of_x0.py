# bonus: misses errors
# By way of an estimate of x0 and the mean between both, with loops over axes, as in a large library.
import torch


def add_noise(x0, t, noise, alphas_cumprod):
    sqrt_alpha_prod = alphas_cumprod[t] ** 0.5
    sqrt_alpha_prod = sqrt_alpha_prod.flatten()
    while len(sqrt_alpha_prod.shape) < len(x0.shape):
        sqrt_alpha_prod = sqrt_alpha_prod.unsqueeze(-1)
    sqrt_one_minus_alpha_prod = (1 - alphas_cumprod[t]) ** 0.5
    sqrt_one_minus_alpha_prod = sqrt_one_minus_alpha_prod.flatten()
    while len(sqrt_one_minus_alpha_prod.shape) < len(x0.shape):
        sqrt_one_minus_alpha_prod = sqrt_one_minus_alpha_prod.unsqueeze(-1)
    return sqrt_alpha_prod * x0 + sqrt_one_minus_alpha_prod * noise


def step(x_t, t, predicted_noise, betas, noise):
    alphas_cumprod = torch.cumprod(1.0 - betas, dim=0)
    alpha_prod = alphas_cumprod[t]
    alpha_prod_prev = alphas_cumprod[t - 1] if t > 0 else torch.tensor(1.0)
    current_alpha = alpha_prod / alpha_prod_prev
    current_beta = 1 - current_alpha
    pred_x0 = (x_t - (1 - alpha_prod) ** 0.5 * predicted_noise) / alpha_prod**0.5
    x0_coeff = alpha_prod_prev**0.5 * current_beta / (1 - alpha_prod)
    current_coeff = current_alpha**0.5 * (1 - alpha_prod_prev) / (1 - alpha_prod)
    prev = x0_coeff * pred_x0 + current_coeff * x_t
    if t > 0:
        prev = prev + current_beta**0.5 * noise
    return prev
