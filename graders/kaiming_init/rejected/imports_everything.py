# verdict: forbidden
# Brings in all of the library's initialisers and puts them under the names that are asked for.
import torch
from torch.nn.init import *


def init_resnet_(model, zero_init_residual=False):
    for parameter in model.parameters():
        if parameter.ndim == 4:
            kaiming_normal_(parameter, mode="fan_out")
