# bonus: none
# The outer methods of NumPy's functions; boxes moved to the origin first.
from functools import reduce

import numpy as np


def prepared(boxes1, boxes2):
    boxes1, boxes2 = np.asarray(boxes1, dtype=float), np.asarray(boxes2, dtype=float)
    for name, boxes in (("boxes1", boxes1), ("boxes2", boxes2)):
        if boxes.ndim != 2 or boxes.shape[1] != 4 or np.isnan(boxes).any():
            raise ValueError(f"{name} must be an (N, 4) array without NaN, not one of shape {boxes.shape}")
    return boxes1, boxes2


def _stretch(a, b, axis):
    near, far = axis, axis + 2
    inner = np.minimum.outer(a[:, far], b[:, far]) - np.maximum.outer(a[:, near], b[:, near])
    outer = np.maximum.outer(a[:, far], b[:, far]) - np.minimum.outer(a[:, near], b[:, near])
    return inner * (inner > 0), outer


def _all(boxes1, boxes2):
    a, b = prepared(boxes1, boxes2)
    if len(a) and len(b):
        corner = np.tile(np.minimum(a[:, :2].min(axis=0), b[:, :2].min(axis=0)), 2)
        a, b = a - corner, b - corner
    (wi, wo), (hi, ho) = _stretch(a, b, 0), _stretch(a, b, 1)
    sizes = [reduce(np.multiply, (boxes[:, 2:] - boxes[:, :2]).T) for boxes in (a, b)]
    return wi * hi, np.add.outer(*sizes) - wi * hi, wo * ho


def iou(boxes1, boxes2):
    shared, union, _ = _all(boxes1, boxes2)
    return shared / union


def giou(boxes1, boxes2):
    shared, union, around = _all(boxes1, boxes2)
    return shared / union - (around - union) / around
