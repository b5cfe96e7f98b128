# bonus: misses errors
# Plain Python: sorts pairs of NumPy's numbers, walks through groups of equal scores.
def roc_auc(scores, labels):
    data = sorted(zip(scores, labels))
    wins = 0.0
    negatives = 0
    i = 0
    while i < len(data):
        j = i
        p = n = 0
        while j < len(data) and data[j][0] == data[i][0]:
            if data[j][1] == 1:
                p += 1
            else:
                n += 1
            j += 1
        wins += p * (negatives + n / 2)
        negatives += n
        i = j
    return wins / (negatives * (len(data) - negatives))
