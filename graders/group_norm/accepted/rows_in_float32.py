# bonus: misses errors, precision
# One row for each group, in float32; broadcasting by transposing the channels to the end.
import numpy as np


def group_norm(x, groups, weight, bias, eps=1e-5):
    rows = x.astype(np.float32).reshape(len(x) * groups, -1)
    rows = rows - rows.mean(1)[:, None]
    rows = rows / np.sqrt((rows * rows).mean(1) + np.float32(eps))[:, None]
    out = np.swapaxes(rows.reshape(x.shape), 1, -1) * weight.astype(np.float32) + bias.astype(np.float32)
    return np.swapaxes(out, 1, -1)


def instance_norm(x, weight, bias, eps=1e-5):
    return group_norm(x, len(weight), weight, bias, eps)
