# bonus: none
# A table of votes that each tree adds to, for the examples that np.setdiff1d leaves it; refuses bad arguments.
import numpy as np


def tally(predictions, rows_of):
    trees, n = predictions.shape
    table = np.zeros((n, int(predictions.max()) + 1))
    for t in range(trees):
        rows = rows_of(t)
        table[rows, predictions[t, rows]] += 1
    return table


def random_forest_vote(predictions):
    if predictions.ndim != 2 or predictions.size == 0:
        raise ValueError("predictions must be (T, N)")
    return tally(predictions, lambda t: np.arange(predictions.shape[1])).argmax(axis=1)


def soft_vote(probabilities):
    if probabilities.ndim != 3 or probabilities.size == 0:
        raise ValueError("probabilities must be (T, N, C)")
    return np.sum(probabilities / len(probabilities), axis=0).argmax(1)


def out_of_bag_error(predictions, labels, samples):
    if predictions.ndim != 2 or predictions.size == 0:
        raise ValueError("predictions must be (T, N)")
    n = predictions.shape[1]
    if labels.shape != (n,):
        raise ValueError("labels must be one for each column of predictions")
    if samples.ndim != 2 or len(samples) != len(predictions):
        raise ValueError("samples must be one row for each row of predictions")
    if samples.size and (samples.min() < 0 or samples.max() > n - 1):
        raise ValueError("samples must hold indices of examples")
    table = tally(predictions, lambda t: np.setdiff1d(np.arange(n), samples[t]))
    rows = table.sum(axis=1) > 0
    if not rows.any():
        raise ValueError("samples leave no example out")
    return 1 - np.mean(table[rows].argmax(axis=1) == labels[rows])
