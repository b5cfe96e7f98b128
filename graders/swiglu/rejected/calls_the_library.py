# verdict: forbidden
# The library's own functions.
import torch.nn.functional as F


def swiglu(x, w_gate, w_up, w_down):
    return (F.silu(x @ w_gate.T) * (x @ w_up.T)) @ w_down.T


def gelu(x, approximate="none"):
    return F.gelu(x, approximate=approximate)
