# bonus: misses errors
# A stack of columns for each ratio and scale; rows of offsets by unpacking in plain Python.
import itertools
import math

import numpy as np


def anchors(feature_size, stride, scales, ratios):
    h, w = feature_size
    cy, cx = np.mgrid[:h, :w]
    cx, cy = (cx + 0.5) * stride, (cy + 0.5) * stride
    columns = []
    for r, s in itertools.product(ratios, scales):
        aw, ah = s / math.sqrt(r), s * math.sqrt(r)
        columns.append(np.stack([cx - aw / 2, cy - ah / 2, cx + aw / 2, cy + ah / 2], axis=2))
    return np.stack(columns, axis=2).reshape(-1, 4)


def encode(boxes, anchor_boxes):
    out = []
    for (bx1, by1, bx2, by2), (ax1, ay1, ax2, ay2) in zip(boxes, anchor_boxes):
        aw, ah = ax2 - ax1, ay2 - ay1
        out.append(
            (
                ((bx1 + bx2) / 2 - (ax1 + ax2) / 2) / aw,
                ((by1 + by2) / 2 - (ay1 + ay2) / 2) / ah,
                math.log((bx2 - bx1) / aw),
                math.log((by2 - by1) / ah),
            )
        )
    return np.array(out).reshape(-1, 4)


def decode(offsets, anchor_boxes):
    out = np.zeros((len(offsets), 4))
    for i in range(len(offsets)):
        dx, dy, dw, dh = offsets[i]
        x1, y1, x2, y2 = anchor_boxes[i]
        w, h = x2 - x1, y2 - y1
        x, y = x1 + w / 2 + dx * w, y1 + h / 2 + dy * h
        w, h = w * math.exp(dw), h * math.exp(dh)
        out[i] = x - w / 2, y - h / 2, x + w / 2, y + h / 2
    return out
