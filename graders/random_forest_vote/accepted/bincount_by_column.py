# bonus: misses errors
# np.bincount for each example; times drawn counted, and masked arrays of predictions.
import numpy as np


def mode(votes):
    return np.bincount(votes).argmax()


def random_forest_vote(predictions):
    return np.apply_along_axis(mode, 0, predictions)


def soft_vote(probabilities):
    answer = []
    for i in range(probabilities.shape[1]):
        mean = [float(np.mean(probabilities[:, i, c])) for c in range(probabilities.shape[2])]
        answer.append(max(range(len(mean)), key=lambda c: (round(mean[c], 9), -c)))
    return answer


def out_of_bag_error(predictions, labels, samples):
    n = len(labels)
    times_drawn = np.stack([np.bincount(sample, minlength=n) for sample in samples])
    hits = []
    for i in range(n):
        votes = predictions[times_drawn[:, i] == 0, i]
        if votes.size:
            hits.append(mode(votes) == labels[i])
    return 1.0 - sum(hits) / len(hits)
