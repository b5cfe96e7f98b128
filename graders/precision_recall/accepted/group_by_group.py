# bonus: misses errors
# Plain Python: sort, then one group of equal scores after the other; lists.
from itertools import groupby


def precision_recall(scores, labels):
    tp = fp = 0
    points = []
    pairs = sorted(zip(scores.tolist(), labels.tolist()), reverse=True)
    for score, group in groupby(pairs, key=lambda pair: pair[0]):
        for _, label in group:
            if label:
                tp += 1
            else:
                fp += 1
        points.append((tp / (tp + fp), tp, score))
    points.reverse()
    precision = [p for p, _, _ in points] + [1.0]
    recall = [hits / tp for _, hits, _ in points] + [0.0]
    return precision, recall, [s for _, _, s in points]


def average_precision(scores, labels):
    p, r, _ = precision_recall(scores, labels)
    ap = 0.0
    for i in range(len(p) - 1):
        ap += (r[i] - r[i + 1]) * p[i]
    return ap
