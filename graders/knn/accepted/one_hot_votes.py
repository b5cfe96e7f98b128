# bonus: none
# All three terms of the square, one-hot votes summed.
import numpy as np


def standardize(train, test):
    if train.ndim != 2 or not len(train):
        raise ValueError("train must be (N, D)")
    if test.ndim != 2 or test.shape[1] != train.shape[1]:
        raise ValueError("test must have the features of train")
    center, spread = train.mean(0), train.std(0)
    spread[np.isclose(spread, 0)] = 1
    return (train - center) / spread, (test - center) / spread


def knn(train, labels, test, k):
    standardize(train, test)  # for its checks
    if labels.shape != (len(train),):
        raise ValueError("labels must be one for each example")
    if k < 1 or k > len(train):
        raise ValueError("k must be 1 to N")
    a, b = test.astype(float), train.astype(float)
    squares = np.sum(a * a, 1, keepdims=True) + np.sum(b * b, 1) - 2 * np.dot(a, b.T)
    names = np.array(sorted(set(labels.tolist())))
    one_hot = labels[:, None] == names
    votes = one_hot[np.argsort(squares, axis=1)[:, :k]].sum(axis=1)
    return names[np.argmax(votes, axis=1)]
