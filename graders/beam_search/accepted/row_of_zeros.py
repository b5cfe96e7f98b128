# bonus: misses errors
# Arrays of whole sequences; an ended one goes on with `end` at no cost.
import numpy as np


def beam_search(initial, transition, width, max_length, end, length_penalty=0.0):
    """Arrays all the way: seqs (B, L), sums (B,), done (B,)."""
    V = len(initial)
    # once ended, a sequence goes on with `end` for nothing
    after_end = np.full(V, -np.inf)
    after_end[end] = 0.0
    trans = transition.copy()
    trans[end] = after_end

    k = min(width, V)
    first = np.argsort(initial)[::-1][:k]
    seqs = first[:, None]
    sums = initial[first]
    for _ in range(1, max_length):
        total = (sums[:, None] + trans[seqs[:, -1]]).ravel()
        top = np.argsort(total)[::-1][: min(width, total.size)]
        seqs = np.concatenate([seqs[top // V], (top % V)[:, None]], axis=1)
        sums = total[top]

    n = (seqs != end).sum(axis=1)
    scores = sums / n**length_penalty
    best = scores.argmax()
    tokens = [int(t) for t in seqs[best] if t != end]
    return tokens, float(scores[best])
