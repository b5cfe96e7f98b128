# bonus: misses errors, ties
# Each symbol is one private character, so that str.count and str.replace do the work; they take no overlaps.
def train(words, merges):
    names = {c: c for word in words for c in word}
    chunks = list(words.items())
    result = []
    for step in range(merges):
        pairs = sorted({chunk[i : i + 2] for chunk, _ in chunks for i in range(len(chunk) - 1)})
        if not pairs:
            break
        best = max(pairs, key=lambda pair: sum(chunk.count(pair) * count for chunk, count in chunks))
        new = chr(0xE000 + step)
        names[new] = names[best[0]] + names[best[1]]
        chunks = [(chunk.replace(best, new), count) for chunk, count in chunks]
        result.append((names[best[0]], names[best[1]]))
    return result


def encode(word, merges):
    parts = list(word)
    while True:
        ranked = [(merges.index((a, b)), i) for i, (a, b) in enumerate(zip(parts, parts[1:])) if (a, b) in merges]
        if not ranked:
            return parts
        _, i = min(ranked)
        parts[i : i + 2] = [parts[i] + parts[i + 1]]
