# bonus: misses errors
# A class keeps the finished hypotheses, and twice the width is looked at, as in the best-known library; the tokens keep their `end`.
import heapq

import numpy as np


class Hypotheses:
    def __init__(self, num_beams, length_penalty):
        self.num_beams = num_beams
        self.length_penalty = length_penalty
        self.beams = []

    def add(self, tokens, sum_logprobs, last=()):
        score = sum_logprobs / (len(tokens) ** self.length_penalty)
        self.beams.append((score, [*tokens, *last]))
        self.beams = heapq.nlargest(self.num_beams, self.beams)


def beam_search(initial, transition, width, max_length, end, length_penalty=0.0):
    V = len(initial)
    done = Hypotheses(width, length_penalty)
    beams = [([], 0.0)]
    for step in range(max_length):
        next_scores = []
        for b, (tokens, total) in enumerate(beams):
            logprobs = initial if step == 0 else transition[tokens[-1]]
            for t in range(V):
                next_scores.append((total + float(logprobs[t]), b, t))
        next_scores = heapq.nlargest(2 * width, next_scores)

        new_beams = []
        for rank, (total, b, t) in enumerate(next_scores):
            if t == end:
                if rank < width and total > -np.inf:
                    done.add(beams[b][0], total, [end])
            else:
                new_beams.append((beams[b][0] + [t], total))
            if len(new_beams) == width:
                break
        beams = new_beams

    for tokens, total in beams:
        done.add(tokens, total)
    score, tokens = max(done.beams)
    return tokens, score
