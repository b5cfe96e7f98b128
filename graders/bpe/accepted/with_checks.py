# bonus: none
# Counts by hand, the best by sorting, and merging by recursion; pairs as lists.
def joined(symbols, pair):
    for i in range(len(symbols) - 1):
        if symbols[i] == pair[0] and symbols[i + 1] == pair[1]:
            return [*symbols[:i], pair[0] + pair[1], *joined(symbols[i + 2 :], pair)]
    return symbols


def train(words, merges):
    if merges < 0:
        raise ValueError("merges must not be negative")
    if words and min(words.values()) <= 0:
        raise ValueError("all counts of words must be positive")
    texts = [(list(word), count) for word, count in words.items()]
    result = []
    for _ in range(merges):
        total = {}
        for symbols, count in texts:
            for pair in zip(symbols, symbols[1:]):
                total[pair] = total.get(pair, 0) + count
        if not total:
            return result
        result.append(list(sorted(total, key=lambda pair: -total[pair])[0]))
        texts = [(joined(symbols, result[-1]), count) for symbols, count in texts]
    return result


def encode(word, merges):
    def cut(symbols):
        for pair in merges:
            shorter = joined(symbols, pair)
            if len(shorter) < len(symbols):
                return cut(shorter)
        return symbols

    return cut(list(word))
