# bonus: misses errors
# As most people type it: shuffles each class and goes on with the next fold; loops over folds and test examples.
import numpy as np


def stratified_folds(labels, k, rng):
    folds = np.zeros(len(labels), dtype=int)
    next_fold = 0
    for c in np.unique(labels):
        idx = np.where(labels == c)[0]
        rng.shuffle(idx)
        for i in idx:
            folds[i] = next_fold
            next_fold = (next_fold + 1) % k
    return folds


def cross_validation(x, labels, folds):
    scores = []
    for fold in range(folds.max() + 1):
        train, test = folds != fold, folds == fold
        mean, std = x[train].mean(axis=0), x[train].std(axis=0)
        std[std == 0] = 1
        x_train, x_test = (x[train] - mean) / std, (x[test] - mean) / std
        y_train, y_test = labels[train], labels[test]
        centers = {c: x_train[y_train == c].mean(axis=0) for c in np.unique(y_train)}
        correct = 0
        for point, label in zip(x_test, y_test):
            prediction = min(centers, key=lambda c: np.linalg.norm(point - centers[c]))
            correct += prediction == label
        scores.append(correct / len(y_test))
    return scores
