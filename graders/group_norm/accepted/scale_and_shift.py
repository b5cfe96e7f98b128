# bonus: none
# Works out one scale and one shift for each channel of each example, then applies them by einsum.
import numpy as np


def group_norm(x, groups, weight, bias, eps=1e-5):
    x = np.asarray(x, dtype=float)
    if x.ndim < 2:
        raise ValueError("x needs channels on axis 1")
    n, c = x.shape[:2]
    if groups < 1 or c % groups:
        raise ValueError("groups does not divide the channels")
    for name, value in (("weight", weight), ("bias", bias)):
        if np.shape(value) != (c,):
            raise ValueError(f"{name} must have one number for each channel")
    if eps < 0:
        raise ValueError("eps is negative")
    flat = x.reshape(n, groups, -1)
    mean = np.repeat(flat.mean(2), c // groups, axis=1)
    scale = np.repeat(1 / np.sqrt(flat.var(2) + eps), c // groups, axis=1) * weight
    pixels = x.reshape(n, c, -1)
    return (np.einsum("ncp,nc->ncp", pixels - mean[..., None], scale) + np.array(bias)[:, None]).reshape(x.shape)


def instance_norm(x, weight, bias, eps=1e-5):
    return group_norm(x, np.shape(x)[1] if np.ndim(x) > 1 else 1, weight, bias, eps)
