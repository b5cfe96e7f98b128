# bonus: misses errors
# array_split of each shuffled class, whose longer parts go to the folds that are smallest so far; float32 scores.
import numpy as np


def stratified_folds(labels, k, rng):
    folds = np.empty(len(labels), dtype=np.int32)
    sizes = np.zeros(k, dtype=int)
    for c in sorted(set(labels.tolist())):
        parts = np.array_split(rng.permutation(np.flatnonzero(labels == c)), k)  # the longer parts come first
        for part, fold in zip(parts, np.argsort(sizes, kind="stable")):
            folds[part] = fold
            sizes[fold] += len(part)
    return folds


def cross_validation(x, labels, folds):
    x = x.astype(np.float32)
    scores = np.zeros(len(np.unique(folds)), np.float32)
    for fold in np.unique(folds):
        kept = folds != fold
        z = x - x[kept].mean(0)
        spread = z[kept].std(0, ddof=1) if kept.sum() > 1 else np.zeros(x.shape[1])
        z = z / np.where(spread < 1e-6, 1, spread)
        names = np.unique(labels[kept])
        one_hot = (labels[kept, None] == names).astype(np.float32)
        centers = one_hot.T @ z[kept] / one_hot.sum(0)[:, None]
        distance = (centers**2).sum(1) - 2 * z[~kept] @ centers.T
        scores[fold] = np.mean(names[distance.argmin(1)] == labels[~kept])
    return scores
