# verdict: too slow
# Reads pool and y one number at a time.
import numpy as np


def adaboost(pool, y, rounds):
    m, n = pool.shape
    w = np.ones(n) / n
    chosen, alphas = [], []
    for _ in range(rounds):
        errors = [sum(w[i] for i in range(n) if pool[k, i] != y[i]) for k in range(m)]
        best = int(np.argmin(errors))
        error = max(errors[best], 1e-10)
        alpha = 0.5 * np.log((1 - error) / error)
        for i in range(n):
            w[i] *= np.exp(-alpha * y[i] * pool[best, i])
        w /= w.sum()
        chosen.append(best)
        alphas.append(alpha)
    return chosen, alphas, w


def predict(pool, chosen, alphas):
    return np.where(np.dot(alphas, pool[chosen]) >= 0, 1, -1)
