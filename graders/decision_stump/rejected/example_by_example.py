# verdict: too slow
# Sums the wrong weights in a loop over the examples, for each threshold and polarity.
import numpy as np


def predict(x, feature, threshold, polarity):
    return np.array([polarity if row[feature] > threshold else -polarity for row in x], dtype=int)


def decision_stump(x, y, weights):
    n, d = x.shape
    best = (None, None, None, 2.0)
    total = weights.sum()
    for j in range(d):
        values = sorted(set(x[:, j].tolist()))
        for k in range(len(values) - 1):
            t = (values[k] + values[k + 1]) / 2
            for polarity in (1, -1):
                error = 0.0
                for i in range(n):
                    says = polarity if x[i, j] > t else -polarity
                    if says != y[i]:
                        error += weights[i]
                if error / total < best[3]:
                    best = (j, t, polarity, error / total)
    return best
