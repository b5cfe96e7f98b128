# bonus: misses errors
# Both maps up in one product, then chunk; GELU by the normal distribution function.
import torch


def swiglu(x, w_gate, w_up, w_down):
    gate, up = (x @ torch.cat([w_gate, w_up], dim=0).t()).chunk(2, dim=-1)
    return (up * gate / (1 + torch.exp(-gate))) @ w_down.t()


def gelu(x, approximate="none"):
    if approximate == "none":
        return x * torch.distributions.Normal(0.0, 1.0).cdf(x)
    return x * torch.sigmoid(2 * 0.7978845608 * x * (1 + 0.044715 * x * x))
