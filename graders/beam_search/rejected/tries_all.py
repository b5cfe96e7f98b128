# verdict: wrong answer
# Tries all sequences, whatever the width.
import itertools


def beam_search(initial, transition, width, max_length, end, length_penalty=0.0):
    best = (-float("inf"), ())
    others = [token for token in range(len(initial)) if token != end]
    for n in range(1, max_length + 1):
        for tokens in itertools.product(others, repeat=n):
            total = initial[tokens[0]] + sum(transition[a, b] for a, b in zip(tokens, tokens[1:]))
            if n < max_length:
                total += transition[tokens[-1], end]
            best = max(best, (total / n**length_penalty, tokens))
    return list(best[1]), best[0]
