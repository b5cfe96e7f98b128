# bonus: misses errors
# Finished hypotheses are put aside and their places given to others, as in large libraries.
import heapq


def beam_search(initial, transition, width, max_length, end, length_penalty=0.0):
    finished = []

    def finish(tokens, total):
        if tokens:
            finished.append((total / len(tokens) ** length_penalty, tokens))

    alive = [(total, (token,)) for token, total in enumerate(initial) if token != end]
    alive = heapq.nlargest(width, alive)
    for _ in range(max_length - 1):
        grown = []
        for total, tokens in alive:
            for token, more in enumerate(transition[tokens[-1]]):
                grown.append((total + more, tokens + (token,)))
        alive = []
        for rank, (total, tokens) in enumerate(heapq.nlargest(2 * width, grown)):
            if tokens[-1] == end:
                if rank < width:
                    finish(tokens[:-1], total)
            elif len(alive) < width:
                alive.append((total, tokens))
    for total, tokens in alive:
        finish(tokens, total)
    score, tokens = max(finished)
    return tokens, score
