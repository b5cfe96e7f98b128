# bonus: misses errors
# Plain Python as for a coding interview: sorts pairs, and moves one example after the other from right to left.
from collections import Counter


def impurity_of(counter, n):
    return 1.0 - sum((c / n) ** 2 for c in counter.values())


def gini(labels):
    labels = labels.tolist()
    return impurity_of(Counter(labels), len(labels))


def best_split(x, labels):
    pairs = sorted(zip(x.tolist(), labels.tolist()))
    n = len(pairs)
    left, right = Counter(), Counter(label for _, label in pairs)
    best = None
    for i in range(1, n):
        label = pairs[i - 1][1]
        left[label] += 1
        right[label] -= 1
        if pairs[i][0] == pairs[i - 1][0]:
            continue
        score = (i * impurity_of(left, i) + (n - i) * impurity_of(right, n - i)) / n
        if best is None or score < best[1]:
            best = [(pairs[i][0] + pairs[i - 1][0]) / 2, score]
    return best
