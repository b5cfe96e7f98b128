# bonus: misses errors
# Distances by np.linalg.norm, a mask for each cluster.
import numpy as np


def kmeans(x, init, iterations):
    x, centers = x.astype(float), init.astype(float)
    for _ in range(iterations):
        labels = np.linalg.norm(x[:, None] - centers[None], axis=2).argmin(axis=1)
        for k in range(len(centers)):
            if np.any(labels == k):
                centers[k] = x[labels == k].mean(axis=0)
    distances = np.linalg.norm(x[:, None] - centers[None], axis=2)
    return centers, distances.argmin(axis=1), (distances.min(axis=1) ** 2).sum()
