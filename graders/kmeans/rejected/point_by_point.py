# verdict: too slow
# A loop over the points, with NumPy for the distances of each.
import numpy as np


def nearest(x, centers):
    return np.array([np.argmin(np.linalg.norm(centers - point, axis=1)) for point in x])


def kmeans(x, init, iterations):
    centers = init.astype(float)
    for _ in range(iterations):
        labels = nearest(x, centers)
        for k in range(len(centers)):
            if np.any(labels == k):
                centers[k] = x[labels == k].mean(axis=0)
    labels = nearest(x, centers)
    return centers, labels, ((x - centers[labels]) ** 2).sum()
