# bonus: misses errors
# With F.linear, as in public LLaMA code; SiLU written out.
import math

import torch
import torch.nn.functional as F


def swiglu(x, w_gate, w_up, w_down):
    g = F.linear(x, w_gate)
    return F.linear((g * g.sigmoid()).mul(F.linear(x, w_up)), w_down)


def gelu(x, approximate="none"):
    if approximate == "tanh":
        return 0.5 * x * (1.0 + torch.tanh(math.sqrt(2.0 / math.pi) * (x + 0.044715 * torch.pow(x, 3.0))))
    return x * 0.5 * (1.0 + torch.erf(x / math.sqrt(2.0)))
