# bonus: misses errors
# Slopes as in OpenCV, without an angle; the walk is recursive, and edges are lists of bools.
import sys

import numpy as np

TAN22 = np.tan(np.pi / 8)
TAN67 = np.tan(3 * np.pi / 8)


def gradient(image):
    f = np.asarray(image, dtype=np.float64)
    f = np.concatenate([f[:1], f, f[-1:]])
    f = np.concatenate([f[:, :1], f, f[:, -1:]], axis=1)
    smooth_rows = f[:-2] + 2 * f[1:-1] + f[2:]
    smooth_cols = f[:, :-2] + 2 * f[:, 1:-1] + f[:, 2:]
    gx = smooth_rows[:, 2:] - smooth_rows[:, :-2]
    gy = smooth_cols[2:] - smooth_cols[:-2]
    ax, ay = abs(gx), abs(gy)
    diagonal = np.where(gx * gy > 0, 1, 3)
    sector = np.where(ay < TAN22 * ax, 0, np.where(ay > TAN67 * ax, 2, diagonal))
    return (gx * gx + gy * gy) ** 0.5, sector


def thin(magnitude, sector):
    m = np.zeros((magnitude.shape[0] + 2, magnitude.shape[1] + 2), magnitude.dtype)
    m[1:-1, 1:-1] = magnitude
    pairs = (m[1:-1, 2:], m[1:-1, :-2]), (m[2:, 2:], m[:-2, :-2]), (m[2:, 1:-1], m[:-2, 1:-1]), (m[2:, :-2], m[:-2, 2:])
    larger = np.choose(sector, [np.maximum(ahead, behind) for ahead, behind in pairs])
    return magnitude * (magnitude >= larger)


def hysteresis(magnitude, low, high):
    sys.setrecursionlimit(100000)
    h, w = magnitude.shape
    edge = [[False] * w for _ in range(h)]

    def walk(r, c):
        edge[r][c] = True
        for dr in (-1, 0, 1):
            for dc in (-1, 0, 1):
                a, b = r + dr, c + dc
                if 0 <= a < h and 0 <= b < w and not edge[a][b] and magnitude[a, b] > low:
                    walk(a, b)

    for r in range(h):
        for c in range(w):
            if magnitude[r, c] > high and not edge[r][c]:
                walk(r, c)
    return edge


def canny(image, low, high):
    magnitude, sector = gradient(image)
    return hysteresis(thin(magnitude, sector), low, high)
