"""The two formulas of DDPM: the reference solution."""

import torch


def add_noise(x0: torch.Tensor, t: torch.Tensor, noise: torch.Tensor, alphas_cumprod: torch.Tensor) -> torch.Tensor:
    """Return images with the noise of step t, made in one go. The arguments are not changed.

    Args:
        x0: (B, C, H, W), clean images.
        t: (B,), int64: for each image its own step, 0 to T - 1.
        noise: (B, C, H, W), standard normal.
        alphas_cumprod: (T,), the product of 1 - beta over all steps up to each step, itself included.

    Returns:
        (B, C, H, W).

    Raises:
        ValueError: t is not (B,) or holds a number that is no step, or noise has another shape than x0. The message
            names the argument.

    Example:
        >>> x0, noise = torch.tensor([2.0, 1.0]).view(2, 1, 1, 1), torch.tensor([1.0, -1.0]).view(2, 1, 1, 1)
        >>> add_noise(x0, torch.tensor([1, 2]), noise, torch.tensor([0.81, 0.64, 0.36])).flatten()
        tensor([ 2.2000, -0.2000])

    Source:
        Ho and others, Denoising Diffusion Probabilistic Models, 2020, equation 4.
    """
    if noise.shape != x0.shape:
        raise ValueError(f"noise: expected shape {tuple(x0.shape)}, got {tuple(noise.shape)}")
    if t.shape != x0.shape[:1] or ((t < 0) | (t >= len(alphas_cumprod))).any():
        raise ValueError(f"t: expected a step from 0 to {len(alphas_cumprod) - 1} for each of {len(x0)} images")
    share = alphas_cumprod[t][:, None, None, None]
    return share.sqrt() * x0 + (1 - share).sqrt() * noise


def step(
    x_t: torch.Tensor, t: int, predicted_noise: torch.Tensor, betas: torch.Tensor, noise: torch.Tensor
) -> torch.Tensor:
    """Return the images of step t - 1, from those of step t. The arguments are not changed.

    Args:
        x_t: (B, C, H, W), noisy images, all of the same step.
        t: 0 to T - 1. From step 0 come the finished images, and `noise` does not count.
        predicted_noise: (B, C, H, W), what the model takes for the noise in x_t.
        betas: (T,), the variances of the steps.
        noise: (B, C, H, W), standard normal. It is scaled by the root of beta_t.

    Returns:
        (B, C, H, W).

    Raises:
        ValueError: t is no step, or predicted_noise or noise has another shape than x_t. The message names the
            argument.

    Example:
        >>> x, betas = torch.full((1, 1, 1, 1), 1.25), torch.tensor([0.4375, 0.36])
        >>> step(x, 1, torch.ones(1, 1, 1, 1), betas, torch.full((1, 1, 1, 1), 0.5)).flatten()
        tensor([1.3000])

    Source:
        Ho and others, Denoising Diffusion Probabilistic Models, 2020, algorithm 2.
    """
    if not 0 <= t < len(betas):
        raise ValueError(f"t: expected 0 to {len(betas) - 1}, got {t}")
    for name, value in (("predicted_noise", predicted_noise), ("noise", noise)):
        if value.shape != x_t.shape:
            raise ValueError(f"{name}: expected shape {tuple(x_t.shape)}, got {tuple(value.shape)}")
    share = torch.prod(1 - betas[: t + 1])
    mean = (x_t - betas[t] / torch.sqrt(1 - share) * predicted_noise) / torch.sqrt(1 - betas[t])
    return mean + betas[t].sqrt() * noise if t > 0 else mean
