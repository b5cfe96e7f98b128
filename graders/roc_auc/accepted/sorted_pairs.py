# bonus: misses errors
# Plain Python: sort once, walk through groups of equal scores.
def roc_auc(scores, labels):
    pairs = sorted(zip(scores.tolist(), labels.tolist()))
    n = len(pairs)
    won, negatives, i = 0.0, 0, 0
    while i < n:
        j, pos, neg = i, 0, 0
        while j < n and pairs[j][0] == pairs[i][0]:
            if pairs[j][1] == 1:
                pos += 1
            else:
                neg += 1
            j += 1
        won += pos * (negatives + neg / 2)
        negatives += neg
        i = j
    return won / (negatives * (n - negatives))
