# bonus: misses precision, errors
# np.cov and np.linalg.eig, whose eigenvalues are in no order and may be complex by rounding.
import numpy as np


def pca(x, k):
    cov = np.atleast_2d(np.cov(x, rowvar=False))
    values, vectors = np.linalg.eig(cov)
    pairs = sorted(((values[i].real, vectors[:, i].real) for i in range(len(values))), key=lambda p: -p[0])
    return [v.tolist() for _, v in pairs[:k]], [value for value, _ in pairs[:k]], x.mean(0).tolist()


def transform(x, components, mean):
    return np.stack([(x - mean) @ component for component in components], axis=1)


def reconstruct(coordinates, components, mean):
    return sum(np.outer(column, component) for column, component in zip(coordinates.T, components)) + mean
