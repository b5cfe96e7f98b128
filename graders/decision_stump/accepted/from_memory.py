# bonus: misses precision, errors
# As in most tutorials on AdaBoost: three loops, predictions of ones.
import numpy as np


def predict(x, feature, threshold, polarity):
    column = x[:, feature]
    predictions = np.ones(len(x))
    if polarity == 1:
        predictions[column <= threshold] = -1
    else:
        predictions[column > threshold] = -1
    return predictions


def decision_stump(x, y, weights):
    n_samples, n_features = x.shape
    weights = weights / np.sum(weights)
    min_error = float("inf")
    for feature in range(n_features):
        values = np.unique(x[:, feature])
        thresholds = (values[:-1] + values[1:]) / 2
        for threshold in thresholds:
            for polarity in [1, -1]:
                predictions = predict(x, feature, threshold, polarity)
                error = np.sum(weights[predictions != y])
                if error < min_error:
                    min_error = error
                    best = (feature, threshold, polarity)
    return best[0], best[1], best[2], min_error
