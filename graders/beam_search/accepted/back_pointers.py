# bonus: none
# Arrays with back pointers, and a mask for what has ended.
import numpy as np


def beam_search(initial, transition, width, max_length, end, length_penalty=0.0):
    V = len(initial)
    for name, value, low in (("width", width, 1), ("max_length", max_length, 1), ("length_penalty", length_penalty, 0)):
        if value < low:
            raise ValueError(f"{name} must be at least {low}")
    if end not in range(V):
        raise ValueError("end is not in the vocabulary")
    total = np.asarray(initial, dtype=float)
    total, word = np.sort(total)[::-1][:width], np.argsort(total)[::-1][:width]
    length = (word != end).astype(int)
    words, parents = [word], []
    for _ in range(1, max_length):
        scores = total[:, None] + transition[word]
        over = word == end
        scores[over] = -np.inf
        scores[over, end] = total[over]
        flat = scores.reshape(-1)
        top = np.argpartition(flat, -width)[-width:] if width < flat.size else np.arange(flat.size)
        parent, word = np.unravel_index(top, scores.shape)
        total = flat[top]
        length = length[parent] + (word != end)
        words.append(word)
        parents.append(parent)
    score = total / np.maximum(length, 1) ** float(length_penalty)
    i = int(np.argmax(score))
    best, path = score[i], []
    for word, parent in zip(words[::-1], [*parents[::-1], None]):
        path.append(int(word[i]))
        if parent is not None:
            i = parent[i]
    return np.array([w for w in path[::-1] if w != end]), best
