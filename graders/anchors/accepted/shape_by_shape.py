# bonus: misses errors
# A loop over ratios and scales, each filling its places among all cells; rows of offsets by unpacking.
import math

import numpy as np


def anchors(feature_size, stride, scales, ratios):
    h, w = feature_size
    xs = np.tile((np.arange(w) + 0.5) * stride, h)
    ys = np.repeat((np.arange(h) + 0.5) * stride, w)
    columns = []
    for ratio in ratios:
        for scale in scales:
            aw = math.sqrt(scale * scale / ratio)
            ah = aw * ratio
            columns.append(np.stack([xs - aw / 2, ys - ah / 2, xs + aw / 2, ys + ah / 2], axis=1))
    return np.stack(columns, axis=1).reshape(-1, 4)


def encode(boxes, anchor_boxes):
    result = []
    for (x1, y1, x2, y2), (a1, b1, a2, b2) in zip(boxes, anchor_boxes):
        w, h = a2 - a1, b2 - b1
        dx, dy = ((x1 + x2) - (a1 + a2)) / (2 * w), ((y1 + y2) - (b1 + b2)) / (2 * h)
        result.append([dx, dy, math.log((x2 - x1) / w), math.log((y2 - y1) / h)])
    return np.array(result).reshape(-1, 4)


def decode(offsets, anchor_boxes):
    result = []
    for (dx, dy, dw, dh), (a1, b1, a2, b2) in zip(offsets, anchor_boxes):
        x, y = (a1 + a2) / 2 + dx * (a2 - a1), (b1 + b2) / 2 + dy * (b2 - b1)
        w, h = (a2 - a1) * math.exp(dw), (b2 - b1) * math.exp(dh)
        result.append([x - w / 2, y - h / 2, x + w / 2, y + h / 2])
    return np.array(result).reshape(-1, 4)
