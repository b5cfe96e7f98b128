# verdict: too slow
# Python loops over examples, channels and pixels.
import numpy as np


def group_norm(x, groups, weight, bias, eps=1e-5):
    n, c = x.shape[:2]
    size = c // groups
    pixels = x.reshape(n, c, -1)
    out = np.empty(pixels.shape)
    for i in range(n):
        for g in range(groups):
            members = range(g * size, (g + 1) * size)
            values = [v for j in members for v in pixels[i, j].tolist()]
            mean = sum(values) / len(values)
            deviation = (sum((v - mean) ** 2 for v in values) / len(values) + eps) ** 0.5
            for j in members:
                for p in range(pixels.shape[2]):
                    out[i, j, p] = (pixels[i, j, p] - mean) / deviation * weight[j] + bias[j]
    return out.reshape(x.shape)


def instance_norm(x, weight, bias, eps=1e-5):
    return group_norm(x, x.shape[1], weight, bias, eps)
