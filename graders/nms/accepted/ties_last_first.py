# bonus: misses ties
# What most public code does: an ascending sort, reversed, which reverses the ties as well.
import numpy as np


def nms(boxes, scores, iou_threshold):
    if boxes.ndim != 2 or boxes.shape[1] != 4 or np.isnan(boxes).any():
        raise ValueError("boxes must have shape (N, 4) and no NaN")
    if scores.shape != boxes.shape[:1] or np.isnan(scores).any():
        raise ValueError("scores must have shape (N,) and no NaN")
    if not 0 <= iou_threshold <= 1:
        raise ValueError("iou_threshold must lie in [0, 1]")
    x1, y1, x2, y2 = boxes.astype(float).T
    areas = (x2 - x1) * (y2 - y1)
    order = scores.argsort()[::-1]
    keep = []
    while order.size > 0:
        i = order[0]
        keep.append(i)
        w = np.maximum(0, np.minimum(x2[i], x2[order[1:]]) - np.maximum(x1[i], x1[order[1:]]))
        h = np.maximum(0, np.minimum(y2[i], y2[order[1:]]) - np.maximum(y1[i], y1[order[1:]]))
        iou = w * h / (areas[i] + areas[order[1:]] - w * h)
        order = order[1:][iou <= iou_threshold]
    return np.array(keep, dtype=np.int64)
