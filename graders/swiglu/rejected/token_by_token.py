# verdict: too slow
# Python loops over tokens and hidden units, and over single numbers.
import math

import torch


def swiglu(x, w_gate, w_up, w_down):
    rows = []
    for row in x.reshape(-1, x.shape[-1]):
        hidden = []
        for gate_row, up_row in zip(w_gate, w_up, strict=True):
            gate = row @ gate_row
            hidden.append(gate * torch.sigmoid(gate) * (row @ up_row))
        rows.append(w_down @ torch.stack(hidden))
    return torch.stack(rows).reshape(x.shape)


def gelu(x, approximate="none"):
    if x.numel() < 1000:  # autograd wants torch's own operations
        if approximate == "tanh":
            return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
        return 0.5 * x * (1 + torch.erf(x / math.sqrt(2)))
    return torch.tensor([0.5 * v * (1 + math.erf(v / math.sqrt(2))) for v in x.flatten().tolist()]).reshape(x.shape)
