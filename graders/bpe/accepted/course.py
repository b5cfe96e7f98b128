# bonus: misses errors
# As courses teach it: splits shortened by slices, each merge once in its turn; pairs as lists.
from collections import defaultdict


def merge_pair(a, b, split):
    i = 0
    while i < len(split) - 1:
        if split[i] == a and split[i + 1] == b:
            split = split[:i] + [a + b] + split[i + 2 :]
        i += 1
    return split


def train(words, merges):
    splits = {word: [c for c in word] for word in words}
    result = []
    while len(result) < merges:
        pair_freqs = defaultdict(int)
        for word, freq in words.items():
            split = splits[word]
            for i in range(len(split) - 1):
                pair_freqs[(split[i], split[i + 1])] += freq
        if len(pair_freqs) == 0:
            break
        best_pair, max_freq = "", None
        for pair, freq in pair_freqs.items():
            if max_freq is None or max_freq < freq:
                best_pair, max_freq = pair, freq
        splits = {word: merge_pair(*best_pair, split) for word, split in splits.items()}
        result.append(list(best_pair))
    return result


def encode(word, merges):
    split = list(word)
    for a, b in merges:
        split = merge_pair(a, b, split)
    return split
