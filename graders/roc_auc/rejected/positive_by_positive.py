# verdict: too slow
# Compares each positive with all negatives.
def roc_auc(scores, labels):
    negatives = scores[labels == 0]
    won = sum((negatives < score).sum() + (negatives == score).sum() / 2 for score in scores[labels == 1])
    return won / len(negatives) / (len(scores) - len(negatives))
