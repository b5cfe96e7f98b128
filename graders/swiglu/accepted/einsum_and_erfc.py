# bonus: misses errors
# With einsum, and the complementary error function, which keeps digits far to the left.
import torch


def swiglu(x, w_gate, w_up, w_down):
    hidden = torch.einsum("...e,fe->...f", x, w_up)
    gate = torch.einsum("...e,fe->...f", x, w_gate)
    return torch.einsum("...f,ef->...e", hidden * gate * (0.5 + 0.5 * torch.tanh(gate / 2)), w_down)


def gelu(x, approximate="none"):
    if approximate == "tanh":
        inner = torch.sqrt(torch.tensor(2 / torch.pi)) * (x + 0.044715 * x * x * x)
        return x * (inner.tanh() + 1) / 2
    return x * torch.special.erfc(-x * 0.5**0.5) / 2
