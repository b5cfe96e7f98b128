# bonus: misses precision, errors
# Float32 and eigh, the signs as scikit-learn flips them; lists of points.
import numpy as np


def pca(x, k):
    x = x.astype(np.float32)
    mean = x.mean(axis=0)
    centered = x - mean
    cov = centered.T @ centered / (x.shape[0] - 1)
    values, vectors = np.linalg.eigh(cov)
    components = vectors[:, ::-1][:, :k].T
    rows = np.arange(k)
    components = components * np.sign(components[rows, np.abs(components).argmax(axis=1)])[:, None]
    return components, values[::-1][:k], mean


def transform(x, components, mean):
    return np.matmul(x, components.T) - np.matmul(mean, components.T)


def reconstruct(coordinates, components, mean):
    return [mean + sum(c * v for c, v in zip(row, components)) for row in coordinates]
