# bonus: misses errors
# Pairs of tokens and sums, sorted and cut, as one types it in an interview; the tokens still have their `end`.


def beam_search(initial, transition, width, max_length, end, length_penalty=0.0):
    beams = [([], 0.0)]
    for step in range(max_length):
        candidates = []
        for seq, score in beams:
            if seq and seq[-1] == end:
                candidates.append((seq, score))
                continue
            logp = transition[seq[-1]] if seq else initial
            for token in range(len(logp)):
                candidates.append((seq + [token], score + logp[token]))
        candidates.sort(key=lambda c: c[1], reverse=True)
        beams = candidates[:width]
        if all(seq[-1] == end for seq, _ in beams):
            break

    def normalized(beam):
        seq, score = beam
        n = len(seq) - (seq[-1] == end)
        return score / max(n, 1) ** length_penalty

    best = max(beams, key=normalized)
    return best[0], normalized(best)
