# bonus: misses errors
# Symbols joined by spaces, and a regular expression with lookarounds, as in the paper; encode in one pass.
import collections
import re


def get_stats(vocab):
    pairs = collections.defaultdict(int)
    for word, freq in vocab.items():
        symbols = word.split()
        for i in range(len(symbols) - 1):
            pairs[symbols[i], symbols[i + 1]] += freq
    return pairs


def merge_vocab(pair, vocab):
    bigram = re.escape(" ".join(pair))
    p = re.compile(r"(?<!\S)" + bigram + r"(?!\S)")
    return {p.sub("".join(pair), word): freq for word, freq in vocab.items()}


def train(words, merges):
    vocab = {" ".join(word): freq for word, freq in words.items()}
    out = []
    for _ in range(merges):
        pairs = get_stats(vocab)
        if not pairs:
            break
        best = max(pairs, key=pairs.get)
        vocab = merge_vocab(best, vocab)
        out.append(best)
    return out


def encode(word, merges):
    # the merges in the order in which they were learned
    vocab = {" ".join(word): 1}
    for pair in merges:
        vocab = merge_vocab(pair, vocab)
    return list(vocab)[0].split()
