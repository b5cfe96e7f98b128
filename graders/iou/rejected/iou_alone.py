# verdict: wrong answer
# iou is right, and giou still the stub's.
import numpy as np


def prepared(boxes1, boxes2):
    boxes1, boxes2 = np.asarray(boxes1, dtype=float), np.asarray(boxes2, dtype=float)
    for name, boxes in (("boxes1", boxes1), ("boxes2", boxes2)):
        if boxes.ndim != 2 or boxes.shape[1] != 4 or np.isnan(boxes).any():
            raise ValueError(f"{name} must be an (N, 4) array without NaN, not one of shape {boxes.shape}")
    return boxes1, boxes2


def iou(boxes1, boxes2):
    a, b = prepared(boxes1, boxes2)
    a = a[:, None]
    sides = np.maximum(np.minimum(a[..., 2:], b[:, 2:]) - np.maximum(a[..., :2], b[:, :2]), 0)
    overlap = sides[..., 0] * sides[..., 1]
    area = np.prod(a[..., 2:] - a[..., :2], axis=-1) + np.prod(b[:, 2:] - b[:, :2], axis=-1)
    return overlap / (area - overlap)


def giou(boxes1, boxes2):
    raise NotImplementedError
