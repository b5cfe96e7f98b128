# bonus: misses errors
# One-hot votes in float32, masked by np.isin and summed by einsum.
import numpy as np


def one_hot(predictions):
    return np.eye(predictions.max() + 1, dtype=np.float32)[predictions]


def random_forest_vote(predictions):
    return soft_vote(one_hot(predictions))


def soft_vote(probabilities):
    total = np.einsum("tnc->nc", probabilities.astype(np.float32))
    return np.argmax(np.round(total, 4), axis=1).tolist()


def out_of_bag_error(predictions, labels, samples):
    everyone = np.arange(len(labels))
    out = np.array([~np.isin(everyone, sample) for sample in samples], dtype=np.float32)
    votes = np.einsum("tn,tnc->nc", out, one_hot(predictions))
    voted = votes.max(axis=1) > 0
    errors = votes.argmax(axis=1)[voted] != labels[voted]
    return errors.sum() / voted.sum()
