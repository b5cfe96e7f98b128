# bonus: none
# Both corners at once, shape (N, M, 2), and a product over the last axis.
import numpy as np


def prepared(boxes1, boxes2):
    boxes1, boxes2 = np.asarray(boxes1, dtype=float), np.asarray(boxes2, dtype=float)
    for name, boxes in (("boxes1", boxes1), ("boxes2", boxes2)):
        if boxes.ndim != 2 or boxes.shape[1] != 4 or np.isnan(boxes).any():
            raise ValueError(f"{name} must be an (N, 4) array without NaN, not one of shape {boxes.shape}")
    return boxes1, boxes2


def both(boxes1, boxes2):
    a, b = prepared(boxes1, boxes2)
    start, end = a[:, None, :2], a[:, None, 2:]
    shared = np.prod(np.clip(np.minimum(end, b[None, :, 2:]) - np.maximum(start, b[None, :, :2]), 0, None), axis=2)
    around = np.prod(np.maximum(end, b[None, :, 2:]) - np.minimum(start, b[None, :, :2]), axis=2)
    covered = np.prod(end - start, axis=2) + np.prod(b[:, 2:] - b[:, :2], axis=1)[None, :] - shared
    return shared, covered, around


def iou(boxes1, boxes2):
    shared, covered, _ = both(boxes1, boxes2)
    return shared / covered


def giou(boxes1, boxes2):
    shared, covered, around = both(boxes1, boxes2)
    return shared / covered + covered / around - 1
