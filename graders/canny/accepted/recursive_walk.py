# bonus: misses errors
# Gradient by separable steps with index arithmetic, and a queue of places for the walk; lists as answers.
from collections import deque

import numpy as np


def gradient(image):
    image = image.astype(float)
    h, w = image.shape
    up, down = np.maximum(np.arange(h) - 1, 0), np.minimum(np.arange(h) + 1, h - 1)
    left, right = np.maximum(np.arange(w) - 1, 0), np.minimum(np.arange(w) + 1, w - 1)
    gx = image[:, right] - image[:, left]
    gx = gx[up] + 2 * gx + gx[down]
    gy = image[down] - image[up]
    gy = gy[:, left] + 2 * gy + gy[:, right]
    turned = (np.arctan2(gy, gx) + np.pi / 8) % np.pi
    return [np.hypot(gx, gy), (turned // (np.pi / 4)).astype(int)]


def thin(magnitude, sector):
    p = np.zeros(np.add(magnitude.shape, 2))
    p[1:-1, 1:-1] = magnitude
    out = np.zeros(magnitude.shape)
    for k, (dr, dc) in enumerate([(0, 1), (1, 1), (1, 0), (1, -1)]):
        r, c = np.nonzero(sector == k)
        m = magnitude[r, c]
        best = np.maximum(p[r + 1 + dr, c + 1 + dc], p[r + 1 - dr, c + 1 - dc])
        out[r, c] = m * (m >= best)
    return out


def hysteresis(magnitude, low, high):
    weak = {tuple(place) for place in np.argwhere(magnitude > low).tolist()}
    queue = deque(tuple(place) for place in np.argwhere(magnitude > high).tolist())
    edges = np.zeros(magnitude.shape, bool)
    while queue:
        r, c = queue.popleft()
        edges[r, c] = True
        weak.discard((r, c))
        for place in [(r + i, c + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]:
            if place in weak:
                weak.remove(place)
                queue.append(place)
    return edges.tolist()


def canny(image, low, high):
    return hysteresis(thin(*gradient(image)), low, high)
