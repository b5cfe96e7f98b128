# bonus: misses errors
# One-hot labels and einsum; NaN means of empty clusters are replaced by the old centers.
import numpy as np


def assign(x, centers):
    diff = x[:, np.newaxis] - centers
    return np.einsum("nkd,nkd->nk", diff, diff)


def kmeans(x, init, iterations):
    centers = np.array(init, dtype=np.float64)
    for _ in range(iterations):
        one_hot = np.eye(len(centers))[assign(x, centers).argmin(-1)]
        with np.errstate(invalid="ignore"):
            means = (one_hot.T @ x) / one_hot.sum(0)[:, None]
        centers = np.where(np.isnan(means), centers, means)
    d2 = assign(x, centers)
    return [centers, d2.argmin(-1), d2.min(-1).sum()]
