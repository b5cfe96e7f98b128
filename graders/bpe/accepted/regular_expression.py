# bonus: misses errors
# Symbols joined by spaces, and a regular expression with lookarounds, as in the paper; encode by the lowest rank.
import collections
import re


def merge_vocab(pair, v_in):
    p = re.compile(r"(?<!\S)" + re.escape(" ".join(pair)) + r"(?!\S)")
    return {p.sub("".join(pair), word): v_in[word] for word in v_in}


def train(words, merges):
    vocab = {" ".join(word): freq for word, freq in words.items()}
    result = []
    for _ in range(merges):
        pairs = collections.defaultdict(int)
        for word, freq in vocab.items():
            symbols = word.split()
            for i in range(len(symbols) - 1):
                pairs[symbols[i], symbols[i + 1]] += freq
        if not pairs:
            break
        best = max(pairs, key=pairs.get)
        vocab = merge_vocab(best, vocab)
        result.append(best)
    return result


def encode(word, merges):
    codes = {tuple(pair): i for i, pair in enumerate(merges)}
    text = " ".join(word)
    while " " in text:
        symbols = text.split()
        bigram = min(zip(symbols, symbols[1:]), key=lambda pair: codes.get(pair, float("inf")))
        if bigram not in codes:
            break
        (text,) = merge_vocab(bigram, {text: 1})
    return tuple(text.split())
