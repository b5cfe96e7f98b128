# bonus: none
# Every pair written out as two long lists of boxes, compared row by row, folded into a table at the end.
import numpy as np


def prepared(boxes1, boxes2):
    boxes1, boxes2 = np.asarray(boxes1, dtype=float), np.asarray(boxes2, dtype=float)
    for name, boxes in (("boxes1", boxes1), ("boxes2", boxes2)):
        if boxes.ndim != 2 or boxes.shape[1] != 4 or np.isnan(boxes).any():
            raise ValueError(f"{name} must be an (N, 4) array without NaN, not one of shape {boxes.shape}")
    return boxes1, boxes2


def pairs(boxes1, boxes2):
    a = np.repeat(boxes1, len(boxes2), axis=0)
    b = np.tile(boxes2, (len(boxes1), 1))
    return a, b


def area(boxes):
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def shared(a, b):
    inner = np.hstack([np.maximum(a[:, :2], b[:, :2]), np.minimum(a[:, 2:], b[:, 2:])])
    real = (inner[:, 2] > inner[:, 0]) & (inner[:, 3] > inner[:, 1])
    return area(inner) * real


def iou(boxes1, boxes2):
    boxes1, boxes2 = prepared(boxes1, boxes2)
    a, b = pairs(boxes1, boxes2)
    return (shared(a, b) / (area(a) + area(b) - shared(a, b))).reshape(len(boxes1), len(boxes2))


def giou(boxes1, boxes2):
    boxes1, boxes2 = prepared(boxes1, boxes2)
    a, b = pairs(boxes1, boxes2)
    outer = area(np.hstack([np.minimum(a[:, :2], b[:, :2]), np.maximum(a[:, 2:], b[:, 2:])]))
    empty = outer - (area(a) + area(b) - shared(a, b))
    return iou(boxes1, boxes2) - (empty / outer).reshape(len(boxes1), len(boxes2))
