# verdict: forbidden
# Leaves the work to the library.
import torch
from torch import nn


def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    return nn.init.kaiming_normal_(tensor, a, mode, nonlinearity)


def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    return nn.init.kaiming_uniform_(tensor, a, mode, nonlinearity)


@torch.no_grad()
def init_resnet_(model, zero_init_residual=False):
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            kaiming_normal_(module.weight, mode="fan_out")
