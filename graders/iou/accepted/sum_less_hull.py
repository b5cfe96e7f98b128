# bonus: misses errors
# The sides of the hull first; two intervals share the sum of their lengths less the hull's.
import numpy as np


def measured(boxes1, boxes2):
    a, b = np.asarray(boxes1, dtype=float), np.asarray(boxes2, dtype=float)
    size_a, size_b = (a[:, 2:] - a[:, :2])[:, None], b[:, 2:] - b[:, :2]
    hull = np.maximum(a[:, None, 2:], b[:, 2:]) - np.minimum(a[:, None, :2], b[:, :2])
    inner = np.maximum(size_a + size_b - hull, 0.0)
    overlap = inner[..., 0] * inner[..., 1]
    union = size_a[..., 0] * size_a[..., 1] + size_b[..., 0] * size_b[..., 1] - overlap
    return overlap, union, hull[..., 0] * hull[..., 1]


def iou(boxes1, boxes2):
    overlap, union, _ = measured(boxes1, boxes2)
    return np.divide(overlap, union)


def giou(boxes1, boxes2):
    overlap, union, hull = measured(boxes1, boxes2)
    return (overlap * hull - union * hull + union * union) / (union * hull)
