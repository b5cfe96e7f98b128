"""Diffusion: adding noise and one step back.

The statement is in README.md; `nox -s grade -- ddpm` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError
