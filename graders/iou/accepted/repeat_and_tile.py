# bonus: misses errors
# Every pair written out as two long lists of boxes, compared row by row, folded into a table at the end.
import numpy as np


def area(boxes):
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def pairs(boxes1, boxes2):
    a = np.repeat(np.asarray(boxes1, dtype=float), len(boxes2), axis=0)
    b = np.tile(np.asarray(boxes2, dtype=float), (len(boxes1), 1))
    inner = np.hstack([np.maximum(a[:, :2], b[:, :2]), np.minimum(a[:, 2:], b[:, 2:])])
    shared = area(inner) * ((inner[:, 2] > inner[:, 0]) & (inner[:, 3] > inner[:, 1]))
    outer = area(np.hstack([np.minimum(a[:, :2], b[:, :2]), np.maximum(a[:, 2:], b[:, 2:])]))
    return shared, area(a) + area(b) - shared, outer


def iou(boxes1, boxes2):
    shared, union, _ = pairs(boxes1, boxes2)
    return (shared / union).reshape(len(boxes1), len(boxes2))


def giou(boxes1, boxes2):
    shared, union, outer = pairs(boxes1, boxes2)
    return (shared / union - (outer - union) / outer).reshape(len(boxes1), len(boxes2))
