# verdict: too slow
# A draw for each kernel.
import math

import torch


def xavier_uniform_(tensor, gain=1.0, generator=None):
    bound = gain * math.sqrt(6 / (sum(tensor.shape[:2]) * math.prod(tensor.shape[2:])))
    with torch.no_grad():
        for row in tensor:
            for kernel in row:
                kernel.uniform_(-bound, bound, generator=generator)
    return tensor


def xavier_normal_(tensor, gain=1.0, generator=None):
    std = gain * math.sqrt(2 / (sum(tensor.shape[:2]) * math.prod(tensor.shape[2:])))
    with torch.no_grad():
        for row in tensor:
            for kernel in row:
                kernel.normal_(0, std, generator=generator)
    return tensor
