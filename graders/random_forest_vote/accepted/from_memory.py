# bonus: misses ties, errors
# As most people type it: Counter for the votes, a set for each sample.
from collections import Counter

import numpy as np


def random_forest_vote(predictions):
    return np.array([Counter(column).most_common(1)[0][0] for column in predictions.T])


def soft_vote(probabilities):
    return np.argmax(np.mean(probabilities, axis=0), axis=-1)


def out_of_bag_error(predictions, labels, samples):
    in_bag = [set(sample.tolist()) for sample in samples]
    n_trees, n = predictions.shape
    wrong, total = 0, 0
    for i in range(n):
        votes = [predictions[t, i] for t in range(n_trees) if i not in in_bag[t]]
        if not votes:
            continue
        total += 1
        if Counter(votes).most_common(1)[0][0] != labels[i]:
            wrong += 1
    return wrong / total
