# verdict: too slow
# Writes each word out as often as it stands in the text.
from collections import Counter


def joined(symbols, pair):
    out = []
    for symbol in symbols:
        if out and (out[-1], symbol) == pair:
            out[-1] += symbol
        else:
            out.append(symbol)
    return out


def train(words, merges):
    text = [list(word) for word, count in words.items() for _ in range(count)]
    result = []
    for _ in range(merges):
        counts = Counter(pair for symbols in text for pair in zip(symbols, symbols[1:]))
        if not counts:
            break
        result.append(max(counts, key=counts.get))
        text = [joined(symbols, result[-1]) for symbols in text]
    return result


def encode(word, merges):
    symbols = list(word)
    for pair in merges:
        symbols = joined(symbols, pair)
    return symbols
