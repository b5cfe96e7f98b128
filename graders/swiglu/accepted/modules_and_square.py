# bonus: misses errors
# A module called with the weights; gelu in float64 to the end.
import math
import torch
from torch import nn


class FeedForward(nn.Module):
    def forward(self, x, w1, w3, w2):
        a = torch.matmul(x, w1.transpose(0, 1))
        b = torch.matmul(x, w3.transpose(0, 1))
        return torch.matmul(a.mul(torch.sigmoid(a)).mul(b), w2.transpose(0, 1))


def swiglu(x, w_gate, w_up, w_down):
    return FeedForward()(x, w_gate, w_up, w_down)


def gelu(x, approximate="none"):
    x = x.double()
    if approximate == "none":
        return 0.5 * x * torch.erfc(-x * math.sqrt(0.5))
    return x / 2 * (1 + torch.tanh(math.sqrt(2 / math.pi) * x * (1 + 0.044715 * x.square())))
