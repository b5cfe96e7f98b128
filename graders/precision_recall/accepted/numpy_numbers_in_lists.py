# bonus: misses errors
# A loop over sorted pairs; the lists begin with whole numbers and go on with those of NumPy.
def precision_recall(scores, labels):
    pairs = sorted(zip(scores, labels), key=lambda p: p[0], reverse=True)
    positives = sum(labels)
    precision, recall, thresholds = [1], [0], []
    tp = n = 0
    for i, (score, label) in enumerate(pairs):
        n += 1
        tp += label
        if i + 1 < len(pairs) and pairs[i + 1][0] == score:
            continue
        thresholds.append(score)
        precision.append(tp / n)
        recall.append(tp / positives)
    return precision[::-1], recall[::-1], thresholds[::-1]


def average_precision(scores, labels):
    precision, recall, thresholds = precision_recall(scores, labels)
    return sum(precision[k] * (recall[k] - recall[k + 1]) for k in range(len(thresholds)))
