# verdict: too slow
# giou is vectorized, iou runs two loops over plain lists.
import numpy as np


def iou(boxes1, boxes2):
    table = np.zeros((len(boxes1), len(boxes2)))
    for i, (ax1, ay1, ax2, ay2) in enumerate(boxes1.tolist()):
        for j, (bx1, by1, bx2, by2) in enumerate(boxes2.tolist()):
            width = max(0, min(ax2, bx2) - max(ax1, bx1))
            height = max(0, min(ay2, by2) - max(ay1, by1))
            area, other = (ax2 - ax1) * (ay2 - ay1), (bx2 - bx1) * (by2 - by1)
            table[i, j] = width * height / (area + other - width * height)
    return table


def giou(boxes1, boxes2):
    a, b = np.asarray(boxes1, dtype=float)[:, None], np.asarray(boxes2, dtype=float)
    sides = np.maximum(np.minimum(a[..., 2:], b[:, 2:]) - np.maximum(a[..., :2], b[:, :2]), 0)
    overlap = sides[..., 0] * sides[..., 1]
    union = (a[..., 2:] - a[..., :2]).prod(axis=-1) + (b[:, 2:] - b[:, :2]).prod(axis=-1) - overlap
    hull = (np.maximum(a[..., 2:], b[:, 2:]) - np.minimum(a[..., :2], b[:, :2])).prod(axis=-1)
    return overlap / union - (hull - union) / hull
