# bonus: misses precision, errors
# In float32, with the sign made definite as scikit-learn does.
import numpy as np


def pca(x, k):
    x = np.asarray(x, dtype=np.float32)
    mean = x.mean(axis=0)
    u, s, vt = np.linalg.svd(x - mean, full_matrices=False)
    sign = np.sign(vt[np.arange(len(vt)), np.abs(vt).argmax(axis=1)])
    vt = vt * sign[:, None]
    return vt[:k], (s**2 / (len(x) - 1))[:k], mean


def transform(x, components, mean):
    return (x - mean).astype(np.float32) @ components.T.astype(np.float32)


def reconstruct(coordinates, components, mean):
    return (coordinates @ components).astype(np.float32) + mean.astype(np.float32)
