# bonus: misses precision, errors
# As most people type it: broadcasting, a loop over the clusters, stops when the centers stay.
import numpy as np


def kmeans(x, init, iterations):
    centers = init.astype(float)
    for _ in range(iterations):
        dist = np.linalg.norm(x[:, None, :] - centers[None, :, :], axis=2)
        labels = np.argmin(dist, axis=1)
        new_centers = centers.copy()
        for k in range(len(centers)):
            points = x[labels == k]
            if len(points) > 0:
                new_centers[k] = points.mean(axis=0)
        if np.allclose(new_centers, centers, rtol=0, atol=1e-12):
            break
        centers = new_centers
    dist = np.linalg.norm(x[:, None, :] - centers[None, :, :], axis=2)
    return centers, np.argmin(dist, axis=1), np.sum(np.min(dist, axis=1) ** 2)
