# bonus: misses ties, errors
# Without an exponential: the wrong ones get half of all the weight, the right ones the other half. Plain sums.
import math


def adaboost(pool, y, rounds):
    y = y.tolist()
    rows = [[h == label for h, label in zip(row, y)] for row in pool.tolist()]
    weights = [1 / len(y)] * len(y)
    history = []
    for _ in range(rounds):
        errors = [sum(w for w, right in zip(weights, row) if not right) for row in rows]
        best = errors.index(min(errors))
        error = max(errors[best], 1e-10)
        history.append((best, 0.5 * math.log(1 / error - 1)))
        if errors[best] > 1e-10:
            weights = [w / (2 * (1 - error)) if right else w / (2 * error) for w, right in zip(weights, rows[best])]
    chosen, alphas = zip(*history)
    return list(chosen), list(alphas), weights


def predict(pool, chosen, alphas):
    columns = zip(*pool.tolist())
    return [1 if sum(a * column[m] for m, a in zip(chosen, alphas)) > 0 else -1 for column in columns]
