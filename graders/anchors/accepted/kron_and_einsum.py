# bonus: misses errors
# Offsets as a linear map of corners to centers and sizes.
import numpy as np

TO_CENTER = np.array([[0.5, 0, -1, 0], [0, 0.5, 0, -1], [0.5, 0, 1, 0], [0, 0.5, 0, 1]])


def anchors(feature_size, stride, scales, ratios):
    h, w = feature_size
    y, x = (np.indices((h, w)).reshape(2, -1) + 0.5) * stride
    shapes = [(s / r**0.5, s * r**0.5) for r in ratios for s in scales]
    cells = np.repeat(np.stack([x, y], 1), len(shapes), axis=0)
    sides = np.tile(np.array(shapes), (h * w, 1))
    return np.hstack([cells - sides / 2, cells + sides / 2])


def encode(boxes, anchor_boxes):
    b, a = boxes @ TO_CENTER, anchor_boxes @ TO_CENTER
    b[:, :2] = (b[:, :2] - a[:, :2]) / a[:, 2:]
    b[:, 2:] = np.log(b[:, 2:] / a[:, 2:])
    return b


def decode(offsets, anchor_boxes):
    a = anchor_boxes @ TO_CENTER
    c = np.hstack([a[:, :2] + offsets[:, :2] * a[:, 2:], a[:, 2:] * np.exp(offsets[:, 2:])])
    return c @ np.linalg.inv(TO_CENTER)
