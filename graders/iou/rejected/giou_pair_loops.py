# verdict: too slow
# iou is vectorized, giou goes over all pairs with a comprehension.
import numpy as np


def iou(boxes1, boxes2):
    a, b = np.asarray(boxes1, dtype=float)[:, None], np.asarray(boxes2, dtype=float)
    sides = np.maximum(np.minimum(a[..., 2:], b[:, 2:]) - np.maximum(a[..., :2], b[:, :2]), 0)
    overlap = sides[..., 0] * sides[..., 1]
    return overlap / ((a[..., 2:] - a[..., :2]).prod(axis=-1) + (b[:, 2:] - b[:, :2]).prod(axis=-1) - overlap)


def one(a, b):
    (ax1, ay1, ax2, ay2), (bx1, by1, bx2, by2) = a, b
    overlap = max(0, min(ax2, bx2) - max(ax1, bx1)) * max(0, min(ay2, by2) - max(ay1, by1))
    union = (ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - overlap
    hull = (max(ax2, bx2) - min(ax1, bx1)) * (max(ay2, by2) - min(ay1, by1))
    return overlap / union - (hull - union) / hull


def giou(boxes1, boxes2):
    rows = boxes2.tolist()
    table = [[one(a, b) for b in rows] for a in boxes1.tolist()]
    return np.array(table, dtype=float).reshape(len(boxes1), len(boxes2))
