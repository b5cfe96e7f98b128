# bonus: misses errors
# A class for a hypothesis, ordered by its score in the beam too, in float32.
import numpy as np


class Hypothesis:
    def __init__(self, tokens, log_prob, done):
        self.tokens, self.log_prob, self.done = tokens, log_prob, done

    def score(self, alpha):
        return self.log_prob / max(len(self.tokens), 1) ** alpha


def beam_search(initial, transition, width, max_length, end, length_penalty=0.0):
    first, table = np.float32(initial), np.float32(transition)
    beam = [Hypothesis([i], p, False) for i, p in enumerate(first) if i != end]
    beam = sorted(beam, key=lambda h: -h.score(length_penalty))[:width]
    for _ in range(max_length - 1):
        if all(h.done for h in beam):
            break
        pool = [h for h in beam if h.done]
        for h in beam:
            if not h.done:
                for i, p in enumerate(table[h.tokens[-1]]):
                    tokens = h.tokens if i == end else h.tokens + [i]
                    pool.append(Hypothesis(tokens, h.log_prob + p, i == end))
        beam = sorted(pool, key=lambda h: -h.score(length_penalty))[:width]
    best = max(beam, key=lambda h: h.score(length_penalty))
    return best.tokens, best.score(length_penalty)
