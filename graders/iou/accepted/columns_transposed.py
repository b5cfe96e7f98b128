# bonus: none
# A table for (boxes2, boxes1), returned as its transpose: right values, columns contiguous in memory.
import numpy as np


def prepared(boxes1, boxes2):
    boxes1, boxes2 = np.asarray(boxes1, dtype=float), np.asarray(boxes2, dtype=float)
    for name, boxes in (("boxes1", boxes1), ("boxes2", boxes2)):
        if boxes.ndim != 2 or boxes.shape[1] != 4 or np.isnan(boxes).any():
            raise ValueError(f"{name} must be an (N, 4) array without NaN, not one of shape {boxes.shape}")
    return boxes1, boxes2


def _giou_and_iou(a, b):
    ax1, ay1, ax2, ay2 = (a[:, k] for k in range(4))
    bx1, by1, bx2, by2 = (b[:, k, None] for k in range(4))
    width, height = np.minimum(ax2, bx2) - np.maximum(ax1, bx1), np.minimum(ay2, by2) - np.maximum(ay1, by1)
    inter = width.clip(0) * height.clip(0)
    union = (ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - inter
    hull = (np.maximum(ax2, bx2) - np.minimum(ax1, bx1)) * (np.maximum(ay2, by2) - np.minimum(ay1, by1))
    return (inter / union - 1 + union / hull).T, (inter / union).T


def iou(boxes1, boxes2):
    return _giou_and_iou(*prepared(boxes1, boxes2))[1]


def giou(boxes1, boxes2):
    return _giou_and_iou(*prepared(boxes1, boxes2))[0]
