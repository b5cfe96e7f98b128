# bonus: none
# Sorts by class and a random key, and deals out; a small class with fit and predict; refuses bad arguments.
import numpy as np


def stratified_folds(labels, k, rng):
    if labels.ndim != 1 or len(labels) == 0:
        raise ValueError("labels must have one axis and not be empty")
    if k < 2 or k > len(labels):
        raise ValueError("k must lie between 2 and N")
    order = np.lexsort((rng.random(len(labels)), labels))
    return (np.argsort(order) % k).tolist()


class NearestMean:
    def fit(self, x, y):
        self.mean = x.mean(axis=0)
        self.std = np.array([column.std() if np.ptp(column) else 1.0 for column in x.T])
        self.names = sorted(set(y.tolist()))
        self.means = [self.scale(x[y == name]).mean(axis=0) for name in self.names]
        return self

    def scale(self, x):
        return (x - self.mean) / self.std

    def predict(self, x):
        squares = np.array([((self.scale(x) - mean) ** 2).sum(axis=1) for mean in self.means])
        return np.array(self.names)[squares.argmin(axis=0)]


def cross_validation(x, labels, folds):
    if x.ndim != 2 or x.size == 0:
        raise ValueError("x must be (N, D)")
    if labels.shape != (len(x),):
        raise ValueError("labels must have one for each row of x")
    if folds.shape != (len(x),) or folds.min() < 0 or np.bincount(folds).min() == 0 or folds.max() == 0:
        raise ValueError("folds must have one for each row of x, and no empty fold")
    scores = []
    for fold in range(folds.max() + 1):
        inside = folds == fold
        model = NearestMean().fit(x[~inside], labels[~inside])
        scores.append(np.mean(model.predict(x[inside]) == labels[inside]))
    return np.array(scores)
