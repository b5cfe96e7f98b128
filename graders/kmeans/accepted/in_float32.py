# bonus: misses errors
# In float32, with all three terms of the square; sums by bincount, a coordinate at a time.
import numpy as np


def squared_distances(x, c):
    return np.maximum((x * x).sum(1)[:, None] - 2 * (x @ c.T) + (c * c).sum(1)[None], 0)


def kmeans(x, init, iterations):
    x = x.astype(np.float32)
    c = init.astype(np.float32)
    k = len(c)
    for _ in range(iterations):
        labels = squared_distances(x, c).argmin(1)
        counts = np.bincount(labels, minlength=k)
        filled = counts > 0
        for d in range(x.shape[1]):
            sums = np.bincount(labels, weights=x[:, d], minlength=k)
            c[filled, d] = sums[filled] / counts[filled]
    labels = squared_distances(x, c).argmin(1)
    inertia = np.square(x - c[labels]).sum()
    return c, labels, inertia
