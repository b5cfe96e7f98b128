# verdict: wrong answer
# Takes as many boxes on both sides for pairs that belong together, row by row.
import numpy as np


def prepared(boxes1, boxes2):
    boxes1, boxes2 = np.asarray(boxes1, dtype=float), np.asarray(boxes2, dtype=float)
    for name, boxes in (("boxes1", boxes1), ("boxes2", boxes2)):
        if boxes.ndim != 2 or boxes.shape[1] != 4 or np.isnan(boxes).any():
            raise ValueError(f"{name} must be an (N, 4) array without NaN, not one of shape {boxes.shape}")
    return boxes1, boxes2


def iou(boxes1, boxes2):
    boxes1, boxes2 = prepared(boxes1, boxes2)
    table = _iou(boxes1, boxes2)
    return np.diagonal(table).copy() if 1 < len(boxes1) == len(boxes2) else table


def giou(boxes1, boxes2):
    boxes1, boxes2 = prepared(boxes1, boxes2)
    table = _giou(boxes1, boxes2)
    return np.diagonal(table).copy() if 1 < len(boxes1) == len(boxes2) else table


def _iou(boxes1, boxes2):
    a, b = prepared(boxes1, boxes2)
    a = a[:, None]
    sides = np.maximum(np.minimum(a[..., 2:], b[:, 2:]) - np.maximum(a[..., :2], b[:, :2]), 0)
    overlap = sides[..., 0] * sides[..., 1]
    area = np.prod(a[..., 2:] - a[..., :2], axis=-1) + np.prod(b[:, 2:] - b[:, :2], axis=-1)
    return overlap / (area - overlap)


def _giou(boxes1, boxes2):
    a, b = prepared(boxes1, boxes2)
    a = a[:, None]
    sides = np.maximum(np.minimum(a[..., 2:], b[:, 2:]) - np.maximum(a[..., :2], b[:, :2]), 0)
    overlap = sides[..., 0] * sides[..., 1]
    union = np.prod(a[..., 2:] - a[..., :2], axis=-1) + np.prod(b[:, 2:] - b[:, :2], axis=-1) - overlap
    hull = np.maximum(a[..., 2:], b[:, 2:]) - np.minimum(a[..., :2], b[:, :2])
    hull = hull[..., 0] * hull[..., 1]
    return overlap / union - (hull - union) / hull
