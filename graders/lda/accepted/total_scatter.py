# bonus: misses errors
# B as the scatter of all less W, and solve in place of the inverse; ratios measured along the directions.
import numpy as np


def lda(x, y, k):
    one_hot = np.eye(y.max() + 1)[y]
    means = one_hot.T @ x / one_hot.sum(axis=0)[:, None]
    residual, centered = x - one_hot @ means, x - x.mean(axis=0)
    within, total = residual.T @ residual, centered.T @ centered
    values, vectors = np.linalg.eig(np.linalg.solve(within, total - within))
    chosen = np.real(vectors[:, np.argsort(-values.real)[:k]]).T
    chosen = chosen / np.linalg.norm(chosen, axis=1)[:, None]
    ratios = [w @ total @ w / (w @ within @ w) - 1 for w in chosen]
    return chosen, ratios
