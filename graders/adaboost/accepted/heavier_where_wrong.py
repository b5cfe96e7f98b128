# bonus: none
# As scikit-learn's SAMME: only the wrong ones grow, by exp(2 alpha); np.clip keeps the error from 0.
import numpy as np


def check(name, array, ndim):
    if array.ndim != ndim or array.size == 0 or set(np.unique(array).tolist()) - {-1, 1}:
        raise ValueError(f"{name} must hold -1 and 1")


def adaboost(pool, y, rounds):
    check("pool", pool, 2)
    check("y", y, 1)
    if y.size != pool.shape[1]:
        raise ValueError("y and pool differ in the number of examples")
    if not rounds >= 1:
        raise ValueError("rounds must be positive")
    weights = np.ones(len(y)) / len(y)
    chosen, alphas = np.zeros(rounds, dtype=int), np.zeros(rounds)
    for t in range(rounds):
        incorrect = pool != y
        errors = np.average(incorrect, axis=1, weights=weights)
        chosen[t] = np.flatnonzero(errors <= errors.min() + 1e-12)[0]
        error = np.clip(errors[chosen[t]], 1e-10, 1 - 1e-10)
        two_alpha = np.log(1 - error) - np.log(error)
        alphas[t] = two_alpha / 2
        weights = weights * np.exp(two_alpha * incorrect[chosen[t]])
        weights = weights / weights.sum()
    return chosen, alphas, weights


def predict(pool, chosen, alphas):
    check("pool", pool, 2)
    if chosen.ndim != 1:
        raise ValueError("chosen must have one axis")
    if len(alphas) != len(chosen):
        raise ValueError("alphas and chosen differ in length")
    total = sum(alpha * pool[m] for alpha, m in zip(alphas, chosen))
    return np.where(total < 0, -1, 1)
