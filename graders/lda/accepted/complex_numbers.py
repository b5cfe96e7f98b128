# bonus: misses errors
# What np.linalg.eig returns, complex or not; covariances times their degrees of freedom.
import numpy as np


def lda(x, y, k):
    center, d = x.mean(0), x.shape[1]
    within, between = np.zeros((d, d)), np.zeros((d, d))
    for c in range(y.max() + 1):
        members = x[y == c]
        within += (len(members) - 1) * np.cov(members, rowvar=False).reshape(d, d)
        between += len(members) * np.outer(members.mean(0) - center, members.mean(0) - center)
    values, vectors = np.linalg.eig(np.linalg.pinv(within).dot(between))
    order = values.argsort()[::-1][:k]
    return vectors[:, order].T, values[order]
