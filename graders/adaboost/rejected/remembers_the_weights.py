# verdict: wrong answer
# Goes on with the weights of the last call with as many examples.
import numpy as np

known = {}


def adaboost(pool, y, rounds):
    w = known.get(len(y), np.ones(len(y)) / len(y))
    chosen, alphas = [], []
    for _ in range(rounds):
        errors = (pool != y) @ w
        best = int(errors.argmin())
        error = max(errors[best], 1e-10)
        alphas.append(0.5 * np.log((1 - error) / error))
        chosen.append(best)
        w = w * np.exp(-alphas[-1] * y * pool[best])
        w /= w.sum()
    known[len(y)] = w
    return chosen, alphas, w


def predict(pool, chosen, alphas):
    return np.where(np.dot(alphas, pool[chosen]) >= 0, 1, -1)
