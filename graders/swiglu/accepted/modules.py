# bonus: misses errors
# Modules, called functionally, in float64.
import torch
from torch import nn


class SwiGLU(nn.Module):
    def __init__(self, dim, hidden):
        super().__init__()
        self.gate, self.up = nn.Linear(dim, hidden, bias=False), nn.Linear(dim, hidden, bias=False)
        self.down = nn.Linear(hidden, dim, bias=False)

    def forward(self, x):
        gate = self.gate(x)
        return self.down(gate * torch.sigmoid(gate) * self.up(x))


def swiglu(x, w_gate, w_up, w_down):
    weights = {"gate.weight": w_gate.double(), "up.weight": w_up.double(), "down.weight": w_down.double()}
    block = SwiGLU(x.shape[-1], len(w_gate))
    return torch.func.functional_call(block, weights, (x.double(),)).float()


def gelu(x, approximate="none"):
    z = x.double()
    if approximate == "tanh":
        return (0.5 * z * (1 + torch.tanh((2 / torch.pi) ** 0.5 * (z + 0.044715 * z**3)))).float()
    return (z * torch.special.ndtr(z)).float()
