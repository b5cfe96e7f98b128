# bonus: misses errors
# einsum, and the normal distribution function.
import torch


def silu(z):
    return z * z.sigmoid()


def swiglu(x, w_gate, w_up, w_down):
    gate = silu(torch.einsum("...e,fe->...f", x, w_gate))
    up = torch.einsum("...e,fe->...f", x, w_up)
    return torch.einsum("...f,ef->...e", gate * up, w_down)


def gelu(x, approximate="none"):
    if approximate == "none":
        cdf = torch.special.ndtr(x)
    elif approximate == "tanh":
        cdf = 0.5 * (1 + torch.tanh((2 / torch.pi) ** 0.5 * (x + 0.044715 * x**3)))
    else:
        raise ValueError(approximate)
    return x * cdf
