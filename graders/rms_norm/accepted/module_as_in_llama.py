# bonus: misses errors
# In the style of the best-known public implementation.
import torch


class RMSNorm:
    def __init__(self, weight, eps):
        self.weight, self.eps = weight, eps

    def _norm(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)

    def __call__(self, x):
        return self._norm(x.float()).type_as(x) * self.weight


def rms_norm(x, weight, eps=1e-6):
    return RMSNorm(weight, eps)(x)
