# bonus: none
# One pass over each sorted feature in plain Python with two running sums; refuses bad arguments.
import numpy as np


def predict(x, feature, threshold, polarity):
    if polarity != 1 and polarity != -1:
        raise ValueError("polarity is 1 or -1")
    if x.ndim != 2:
        raise ValueError("x must have two axes")
    if feature not in range(x.shape[1]):
        raise ValueError("there is no such feature")
    return [polarity if value > threshold else -polarity for value in x[:, feature].tolist()]


def decision_stump(x, y, weights):
    if x.ndim != 2 or x.shape[0] < 2 or not np.ptp(x.astype(float), axis=0).any():
        raise ValueError("x must be (N, D), and not constant")
    if y.shape != (len(x),) or set(y.tolist()) - {1, -1}:
        raise ValueError("y must hold 1 and -1, one for each row of x")
    if weights.shape != (len(x),) or weights.min() < 0 or weights.sum() == 0:
        raise ValueError("weights must hold one number for each row of x")
    total = float(weights.sum())
    best = None
    for j in range(x.shape[1]):
        rows = sorted(zip(x[:, j].tolist(), y.tolist(), weights.tolist()))
        wrong = sum(w for _, label, w in rows if label < 0)
        for (value, label, w), (after, _, _) in zip(rows, rows[1:]):
            wrong += w * label
            if value == after:
                continue
            for polarity, error in ((1, wrong / total), (-1, 1 - wrong / total)):
                if best is None or error < best[3] - 1e-12:
                    best = (j, (value + after) / 2, polarity, error)
    return best[0], best[1], best[2], max(best[3], 0.0)
