# bonus: misses errors
# Lists of channels, which are put together at the end; answers are lists.
import numpy as np


def merge_convs(weights, biases):
    kh = max(w.shape[2] for w in weights)
    kw = max(w.shape[3] for w in weights)
    channels = []
    for w in weights:
        for c in range(w.shape[1]):
            kernel = np.zeros((len(w), kh, kw))
            h, v = w.shape[2] // 2, w.shape[3] // 2
            kernel[:, kh // 2 - h : kh // 2 + h + 1, kw // 2 - v : kw // 2 + v + 1] = w[:, c]
            channels.append(kernel)
    return np.stack(channels, axis=1), [sum(b[o] for b in biases) for o in range(len(weights[0]))]


def split_conv(weight, channels):
    each = iter(np.moveaxis(weight, 1, 0))
    return [np.stack([next(each) for _ in range(c)], axis=1).tolist() for c in channels]


def tie_conv(weight, n):
    return weight[:, np.arange(n * weight.shape[1]) % weight.shape[1]]
