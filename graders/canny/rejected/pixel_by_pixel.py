# verdict: too slow
# Python loops over pixels.
import numpy as np


def gradient(image):
    h, w = image.shape
    p = np.pad(image.astype(float), 1, mode="edge")
    magnitude, sector = np.zeros((h, w)), np.zeros((h, w), int)
    for r in range(h):
        for c in range(w):
            v = p[r : r + 3, c : c + 3]
            gx = v[0, 2] + 2 * v[1, 2] + v[2, 2] - v[0, 0] - 2 * v[1, 0] - v[2, 0]
            gy = v[2, 0] + 2 * v[2, 1] + v[2, 2] - v[0, 0] - 2 * v[0, 1] - v[0, 2]
            magnitude[r, c] = np.hypot(gx, gy)
            sector[r, c] = round(np.arctan2(gy, gx) * 4 / np.pi) % 4
    return magnitude, sector


def thin(magnitude, sector):
    h, w = magnitude.shape
    out, ahead = np.zeros((h, w)), [(0, 1), (1, 1), (1, 0), (1, -1)]
    p = np.pad(magnitude, 1)
    for r in range(h):
        for c in range(w):
            dr, dc = ahead[sector[r, c]]
            if p[r + 1, c + 1] >= p[r + 1 + dr, c + 1 + dc] and p[r + 1, c + 1] >= p[r + 1 - dr, c + 1 - dc]:
                out[r, c] = magnitude[r, c]
    return out


def hysteresis(magnitude, low, high):
    edges, count = magnitude > high, 0
    while count != edges.sum():
        count = edges.sum()
        p = np.pad(edges, 1)
        rows = p[:-2] | p[1:-1] | p[2:]
        edges = (magnitude > low) & (rows[:, :-2] | rows[:, 1:-1] | rows[:, 2:])
    return edges


def canny(image, low, high):
    return hysteresis(thin(*gradient(image)), low, high)
