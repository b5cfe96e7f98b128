# bonus: misses errors
# The formulas as they stand, with new axes.
def add_noise(x0, t, noise, alphas_cumprod):
    a = alphas_cumprod[t][:, None, None, None]
    return a.sqrt() * x0 + (1 - a).sqrt() * noise


def step(x_t, t, predicted_noise, betas, noise):
    alpha_bar = (1 - betas).cumprod(0)[t]
    beta = betas[t]
    mean = (x_t - beta / (1 - alpha_bar) ** 0.5 * predicted_noise) / (1 - beta) ** 0.5
    if t == 0:
        return mean
    return mean + beta**0.5 * noise
