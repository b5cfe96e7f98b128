# bonus: misses errors
# Float32 and degrees, a mask for each direction, a stack for the hysteresis; edges are 0 and 255.
import numpy as np


def gradient(image):
    p = np.pad(image.astype(np.float32), 1, mode="edge")
    gx = p[:-2, 2:] - p[:-2, :-2] + 2 * (p[1:-1, 2:] - p[1:-1, :-2]) + p[2:, 2:] - p[2:, :-2]
    gy = p[2:, :-2] - p[:-2, :-2] + 2 * (p[2:, 1:-1] - p[:-2, 1:-1]) + p[2:, 2:] - p[:-2, 2:]
    angle = np.rad2deg(np.arctan2(gy, gx)) % 180
    return np.hypot(gx, gy), np.round(angle / 45).astype(np.uint8) % 4


def thin(magnitude, sector):
    h, w = magnitude.shape
    p = np.pad(magnitude, 1)
    out = np.zeros_like(magnitude)
    for s, (dr, dc) in enumerate([(0, 1), (1, 1), (1, 0), (1, -1)]):
        a = p[1 + dr : 1 + dr + h, 1 + dc : 1 + dc + w]
        b = p[1 - dr : 1 - dr + h, 1 - dc : 1 - dc + w]
        keep = (sector == s) & (magnitude >= a) & (magnitude >= b)
        out[keep] = magnitude[keep]
    return out


def hysteresis(magnitude, low, high):
    weak = magnitude > low
    edges = np.zeros(magnitude.shape, dtype=np.uint8)
    stack = list(zip(*np.nonzero(magnitude > high)))
    for r, c in stack:
        edges[r, c] = 255
    while stack:
        r, c = stack.pop()
        for rr in range(max(r - 1, 0), min(r + 2, weak.shape[0])):
            for cc in range(max(c - 1, 0), min(c + 2, weak.shape[1])):
                if weak[rr, cc] and not edges[rr, cc]:
                    edges[rr, cc] = 255
                    stack.append((rr, cc))
    return edges


def canny(image, low, high):
    return hysteresis(thin(*gradient(image)), low, high)
