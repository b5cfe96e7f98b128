# bonus: misses ties, errors
# As in tutorials: a loop over the classifiers, EPS in the logarithm, np.sign at the end.
import numpy as np


def adaboost(pool, y, rounds):
    n = len(y)
    EPS = 1e-10
    w = np.full(n, 1 / n)
    chosen, alphas = [], []
    for _ in range(rounds):
        min_error = float("inf")
        for m in range(len(pool)):
            error = np.sum(w[y != pool[m]])
            if error < min_error:
                min_error = error
                best = m
        alpha = 0.5 * np.log((1.0 - min_error + EPS) / (min_error + EPS))
        w *= np.exp(-alpha * y * pool[best])
        w /= np.sum(w)
        chosen.append(best)
        alphas.append(alpha)
    return chosen, alphas, w


def predict(pool, chosen, alphas):
    votes = [alpha * pool[m] for m, alpha in zip(chosen, alphas)]
    return np.sign(np.sum(votes, axis=0))
