# verdict: wrong answer
# Draws folds once for each list of labels.
import numpy as np

known = {}


def stratified_folds(labels, k, rng):
    key = tuple(labels.tolist()), k
    if key not in known:
        order = np.lexsort((rng.random(len(labels)), labels))
        known[key] = np.argsort(order) % k
    return known[key]


def cross_validation(x, labels, folds):
    scores = []
    for fold in range(folds.max() + 1):
        kept = folds != fold
        std = np.where(np.ptp(x[kept], axis=0) > 0, x[kept].std(0), 1)
        names = np.unique(labels[kept])
        means = np.stack([x[kept & (labels == name)].mean(0) for name in names])
        nearest = (((x[~kept, None] - means) / std) ** 2).sum(2).argmin(1)
        scores.append((names[nearest] == labels[~kept]).mean())
    return scores
