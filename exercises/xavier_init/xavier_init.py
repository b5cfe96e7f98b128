"""Xavier initialization.

The statement is in README.md; `nox -s grade -- xavier_init` grades this file.
"""

import torch


def xavier_uniform_(tensor: torch.Tensor, gain: float = 1.0, generator: torch.Generator | None = None) -> torch.Tensor:
    """Fill a weight in place with uniform draws from [-bound, bound] and return it.

    The bound is gain * sqrt(6 / (fan_in + fan_out)), which makes the standard deviation that of xavier_normal_. No
    gradient is recorded, and a parameter stays one.

    Args:
        tensor: (out, in, *kernel) with at least two axes: (out, in) for a linear layer, (out, in, height, width) for a
            convolution of images. fan_in is in times the product of the kernel's lengths, fan_out is out times it.
        gain: a factor for the nonlinearity that follows.
        generator: what the draws come from; None for PyTorch's global generator.

    Returns:
        The tensor itself, not a copy.

    Raises:
        ValueError: the tensor has fewer than two axes. The message names it.

    Example:
        >>> weight = xavier_uniform_(torch.empty(400, 200), generator=torch.Generator().manual_seed(0))
        >>> print(f"{weight.abs().max():.3f}")  # sqrt(6 / 600)
        0.100
    """
    raise NotImplementedError


def xavier_normal_(tensor: torch.Tensor, gain: float = 1.0, generator: torch.Generator | None = None) -> torch.Tensor:
    """Fill a weight in place with normal draws of mean 0 and return it.

    The standard deviation is gain * sqrt(2 / (fan_in + fan_out)). Everything else is as in xavier_uniform_.

    Example:
        >>> weight = xavier_normal_(torch.empty(400, 200), generator=torch.Generator().manual_seed(0))
        >>> print(f"{weight.std():.3f}")  # sqrt(2 / 600)
        0.058
    """
    raise NotImplementedError
