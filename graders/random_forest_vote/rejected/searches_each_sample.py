# verdict: too slow
# Searches through the sample of each tree for each example.
import numpy as np


def random_forest_vote(predictions):
    return np.array([np.bincount(column).argmax() for column in predictions.T])


def soft_vote(probabilities):
    return probabilities.mean(axis=0).argmax(axis=1)


def out_of_bag_error(predictions, labels, samples):
    wrong = total = 0
    for i in range(len(labels)):
        votes = [predictions[t, i] for t in range(len(predictions)) if i not in samples[t]]
        if votes:
            total += 1
            wrong += np.bincount(votes).argmax() != labels[i]
    return wrong / total
