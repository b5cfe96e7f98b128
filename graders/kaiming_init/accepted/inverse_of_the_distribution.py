# bonus: none
# Normal draws through the inverse of their distribution function; decorators in place of with.
import torch
from torch import nn
from torch.nn.init import calculate_gain


class Kaiming:
    def __init__(self, tensor, mode, nonlinearity, a):
        if len(tensor.shape) < 2:
            raise ValueError(f"tensor has shape {tensor.shape}")
        if mode not in ("fan_in", "fan_out"):
            raise ValueError(f"mode={mode!r}")
        axis = {"fan_in": 0, "fan_out": 1}[mode]
        self.fan = tensor.numel() / tensor.shape[axis]
        self.gain = calculate_gain(nonlinearity, a)

    @property
    def std(self):
        return self.gain * self.fan**-0.5


@torch.no_grad()
def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    std = Kaiming(tensor, mode, nonlinearity, a).std
    tiny = 2.0**-53
    uniform = torch.rand(tensor.shape, dtype=torch.float64).clamp_(tiny, 1 - tiny)
    return tensor.copy_(torch.special.ndtri(uniform).mul_(std))


@torch.no_grad()
def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    bound = (3**0.5) * Kaiming(tensor, mode, nonlinearity, a).std
    return tensor.copy_(torch.lerp(torch.tensor(-bound), torch.tensor(bound), torch.rand(tensor.shape)))


@torch.no_grad()
def init_resnet_(model, zero_init_residual=False):
    for module in model.modules():
        match module:
            case nn.Conv2d():
                kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
            case nn.BatchNorm2d():
                module.weight[:] = 1
                module.bias[:] = 0
    if not zero_init_residual:
        return
    for name, parameter in model.named_parameters():
        if name.endswith(("bn3.weight", "bn2.weight")):
            block = model.get_submodule(name.rsplit(".", 2)[0])
            if name.endswith("bn3.weight") or not hasattr(block, "bn3"):
                parameter.zero_()
