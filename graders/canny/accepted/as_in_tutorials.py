# bonus: misses errors
# Degrees, a table of angles, masks with np.select, and a stack for the hysteresis; edges are 0 and 255.
import numpy as np

Kx = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]


def _filter(image, kernel):
    h, w = image.shape
    padded = np.pad(image.astype(float), 1, mode="edge")
    return sum(kernel[i][j] * padded[i : i + h, j : j + w] for i in range(3) for j in range(3))


def gradient(image):
    gx = _filter(image, Kx)
    gy = _filter(image, np.transpose(Kx))
    angle = np.rad2deg(np.arctan2(gy, gx)) % 180
    conditions = [(angle < 22.5) | (angle >= 157.5), angle < 67.5, angle < 112.5]
    return np.sqrt(gx**2 + gy**2), np.select(conditions, [0, 1, 2], default=3)


def thin(magnitude, sector):
    p = np.pad(magnitude, 1, mode="constant")
    q = [p[1:-1, 2:], p[2:, 2:], p[2:, 1:-1], p[2:, :-2]]
    r = [p[1:-1, :-2], p[:-2, :-2], p[:-2, 1:-1], p[:-2, 2:]]
    ahead, behind = np.choose(sector, q), np.choose(sector, r)
    out = magnitude.copy()
    out[(magnitude < ahead) | (magnitude < behind)] = 0
    return out


def hysteresis(magnitude, low, high):
    h, w = magnitude.shape
    edges = np.zeros((h, w), dtype=np.uint8)
    stack = list(zip(*np.where(magnitude > high), strict=True))
    while stack:
        r, c = stack.pop()
        if edges[r, c]:
            continue
        edges[r, c] = 255
        for i in range(max(r - 1, 0), min(r + 2, h)):
            for j in range(max(c - 1, 0), min(c + 2, w)):
                if magnitude[i, j] > low and not edges[i, j]:
                    stack.append((i, j))
    return edges


def canny(image, low, high):
    magnitude, sector = gradient(image)
    return hysteresis(thin(magnitude, sector), low, high)
