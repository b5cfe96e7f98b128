# bonus: misses precision, errors
# Machine learning in action: one error a threshold, flipped where it is above a half.
import numpy as np


def predict(x, feature, threshold, polarity):
    return polarity * np.sign((x[:, feature] > threshold) - 0.5)


def decision_stump(x, y, weights):
    best = {"error": 2.0}
    total = sum(weights)
    for j in range(x.shape[1]):
        values = sorted(set(x[:, j]))
        for low, high in zip(values, values[1:]):
            t = 0.5 * (low + high)
            error = float(weights @ (predict(x, j, t, 1) != y)) / total
            polarity = 1
            if error > 0.5:
                error, polarity = 1 - error, -1
            if error < best["error"]:
                best = {"feature": j, "threshold": t, "polarity": polarity, "error": error}
    return [best["feature"], best["threshold"], best["polarity"], best["error"]]
