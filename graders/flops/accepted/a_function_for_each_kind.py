# bonus: misses errors
# Each kind gives (parameters, operations, shape behind it), in floats.
import math

import numpy as np


def pool(shape, kernel_size, stride=1, padding=0, dilation=1):
    sizes = [math.floor((n + 2 * padding - dilation * (kernel_size - 1) - 1) / stride + 1) for n in shape[1:]]
    return 0, 0, (shape[0], *sizes)


def conv(shape, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True):
    _, _, after = pool(shape, kernel_size, stride, padding, dilation)
    per_output = shape[0] / groups * kernel_size * kernel_size
    numbers = np.prod([out_channels, *after[1:]])
    return out_channels * (per_output + bool(bias)), 2.0 * per_output * numbers, (out_channels, *after[1:])


def linear(shape, out_features, bias=True):
    n = math.prod(shape)
    return out_features * (n + 1) if bias else out_features * n, 2 * n * out_features, (out_features,)


def walk(shape, layers):
    result = np.zeros(2)
    for layer in layers:
        options = dict(layer)
        kind = {"conv": conv, "pool": pool, "linear": linear}[options.pop("kind")]
        p, f, shape = kind(shape, **options)
        result += p, f
    return result


def parameters(shape, layers):
    return walk(shape, layers)[0]


def flops(shape, layers):
    return walk(shape, layers)[1]
