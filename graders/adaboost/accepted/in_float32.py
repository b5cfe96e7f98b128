# bonus: misses errors
# In float32; the margins of the sum are kept, and the weights are made anew from them each round.
import numpy as np


def adaboost(pool, y, rounds):
    agree = (pool * y).astype(np.float32)
    margin = np.zeros(agree.shape[1], np.float32)
    w = np.full_like(margin, 1 / len(margin))
    ms, alphas = [], []
    for _ in range(rounds):
        error = ((1 - agree) / 2 * w).sum(axis=1)
        m = error.argmin()
        eps = np.maximum(error[m], np.float32(1e-10))
        alpha = np.float32(0.5) * np.log((1 - eps) / eps)
        margin += alpha * agree[m]
        w = np.exp(-margin)
        w = w / w.sum()
        ms.append(m)
        alphas.append(alpha)
    return np.array(ms), np.array(alphas), w


def predict(pool, chosen, alphas):
    score = np.einsum("t,tk->k", alphas, pool[chosen])
    return 2 * (score >= 0) - 1
