# bonus: misses errors
# In float32, all differences at once; the votes by np.unique for each row.
import numpy as np


def standardize(train, test):
    train, test = train.astype(np.float32), test.astype(np.float32)
    mu = train.mean(0, keepdims=True)
    sigma = np.sqrt(((train - mu) ** 2).mean(0, keepdims=True))
    sigma = np.where(sigma < 1e-6, np.float32(1), sigma)
    return [(part - mu) / sigma for part in (train, test)]


def mode(row):
    values, counts = np.unique(row, return_counts=True)
    return values[np.argmax(counts)]


def knn(train, labels, test, k):
    diff = test[:, None, :].astype(np.float32) - train[None].astype(np.float32)
    nearest = np.linalg.norm(diff, axis=-1).argsort(axis=-1)[:, :k]
    return np.array([mode(labels[row]) for row in nearest], dtype=labels.dtype)
