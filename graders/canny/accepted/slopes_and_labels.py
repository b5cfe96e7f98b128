# bonus: misses errors
# Sectors by slopes as in OpenCV, without an angle; components by union-find; OpenCV's rule for ties.
import numpy as np


def gradient(image):
    p = np.pad(np.asarray(image, dtype=np.float64), 1, mode="edge")
    smooth = p[:-2] + 2 * p[1:-1] + p[2:]
    gx = smooth[:, 2:] - smooth[:, :-2]
    smooth = p[:, :-2] + 2 * p[:, 1:-1] + p[:, 2:]
    gy = smooth[2:] - smooth[:-2]
    flat, steep = abs(gy) < np.tan(np.pi / 8) * abs(gx), abs(gy) > np.tan(3 * np.pi / 8) * abs(gx)
    sector = np.where(gx * gy > 0, 1, 3)
    sector[steep] = 2
    sector[flat] = 0
    return np.sqrt(gx * gx + gy * gy), sector


def thin(magnitude, sector):
    h, w = magnitude.shape
    rows, cols = np.indices((h, w))
    dr, dc = np.array([0, 1, 1, 1])[sector], np.array([1, 1, 0, -1])[sector]
    p = np.pad(magnitude, 1)
    keep = (magnitude >= p[rows + 1 + dr, cols + 1 + dc]) & (magnitude > p[rows + 1 - dr, cols + 1 - dc])
    return magnitude * keep


def hysteresis(magnitude, low, high):
    weak = [tuple(place) for place in np.argwhere(magnitude > low)]
    parent = {place: place for place in weak}

    def find(place):
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for r, c in weak:
        for other in ((r, c + 1), (r + 1, c - 1), (r + 1, c), (r + 1, c + 1)):
            if other in parent:
                parent[find((r, c))] = find(other)
    strong = {find(place) for place in weak if magnitude[place] > high}
    edges = np.zeros(magnitude.shape, int)
    for place in weak:
        edges[place] = find(place) in strong
    return edges


def canny(image, low, high):
    return hysteresis(thin(*gradient(image)), low, high)
