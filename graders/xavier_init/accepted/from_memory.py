# bonus: misses errors
# As one types it: .data, draws in place.
import math

import torch


def calculate_fans(t):
    receptive = 1
    for s in t.shape[2:]:
        receptive *= s
    return t.size(1) * receptive, t.size(0) * receptive


def xavier_uniform_(tensor, gain=1.0, generator=None):
    fan_in, fan_out = calculate_fans(tensor)
    a = gain * math.sqrt(6.0 / (fan_in + fan_out))
    tensor.data.uniform_(-a, a, generator=generator)
    return tensor


def xavier_normal_(tensor, gain=1.0, generator=None):
    fan_in, fan_out = calculate_fans(tensor)
    std = gain * math.sqrt(2.0 / (fan_in + fan_out))
    tensor.data.normal_(0.0, std, generator=generator)
    return tensor
