# bonus: misses errors
# Two helpers, of counts and of merging, as in the best-known small repository; encode by the lowest rank.
def get_stats(ids, counts, weight=1):
    for pair in zip(ids, ids[1:]):
        counts[pair] = counts.get(pair, 0) + weight
    return counts


def merge(ids, pair, idx):
    newids = []
    i = 0
    while i < len(ids):
        if ids[i] == pair[0] and i < len(ids) - 1 and ids[i + 1] == pair[1]:
            newids.append(idx)
            i += 2
        else:
            newids.append(ids[i])
            i += 1
    return newids


def train(words, merges):
    chunks = [list(w) for w in words]
    weights = list(words.values())
    result = []
    for _ in range(merges):
        stats = {}
        for chunk, weight in zip(chunks, weights):
            get_stats(chunk, stats, weight)
        if not stats:
            break
        pair = max(stats, key=stats.get)
        chunks = [merge(chunk, pair, pair[0] + pair[1]) for chunk in chunks]
        result.append(pair)
    return result


def encode(word, merges):
    ranks = {pair: i for i, pair in enumerate(merges)}
    ids = list(word)
    while len(ids) >= 2:
        stats = get_stats(ids, {})
        pair = min(stats, key=lambda p: ranks.get(p, float("inf")))
        if pair not in ranks:
            break
        ids = merge(ids, pair, pair[0] + pair[1])
    return ids
