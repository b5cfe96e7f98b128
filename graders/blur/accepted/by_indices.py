# bonus: misses errors
# No padding: an index for each neighbor, worked out by the border's own rule.
import numpy as np


def _index(i, n, border):
    if border == "replicate":
        return np.clip(i, 0, n - 1)
    if border == "reflect":
        i = i % (2 * n)
        return np.where(i < n, i, 2 * n - 1 - i)
    if border == "reflect_101":
        if n == 1:
            return i * 0
        i = i % (2 * n - 2)
        return np.where(i < n, i, 2 * n - 2 - i)
    return i % n


def blur(image, kernel_size, sigma, border="reflect"):
    r = kernel_size // 2
    offsets = range(-r, r + 1)
    w = np.array([np.exp(-o * o / 2 / sigma / sigma) for o in offsets])
    w /= w.sum()
    out = np.asarray(image, dtype=np.float64)
    for _ in range(2):
        n = out.shape[0]
        total = np.zeros_like(out)
        for o, weight in zip(offsets, w):
            i = np.arange(n) + o
            part = out[_index(i, n, border)]
            if border == "constant":
                part[(i < 0) | (i >= n)] = 0
            total += weight * part
        out = total.swapaxes(0, 1)
    return out
