# bonus: none
# No sort at all: np.argmax finds the best (the first of equals), np.delete shrinks every array.
import numpy as np


def nms(boxes, scores, iou_threshold):
    boxes = np.asarray(boxes, dtype=float)
    scores = np.asarray(scores, dtype=float)
    if boxes.ndim != 2 or boxes.shape[1] != 4 or np.isnan(boxes).any():
        raise ValueError(f"boxes must be an (N, 4) array without NaN, not one of shape {boxes.shape}")
    if scores.shape != (boxes.shape[0],) or np.isnan(scores).any():
        raise ValueError(f"scores must be {boxes.shape[0]} numbers without NaN, one a row of boxes")
    if not 0 <= iou_threshold <= 1:
        raise ValueError(f"iou_threshold must lie in [0, 1], not be {iou_threshold}")
    index = np.arange(len(scores))
    keep = []
    while index.size > 0:
        i = scores.argmax()
        keep.append(index[i])
        best = boxes[i]
        lt = np.maximum(best[:2], boxes[:, :2])
        rb = np.minimum(best[2:], boxes[:, 2:])
        wh = np.maximum(rb - lt, 0.0)
        inter = wh[:, 0] * wh[:, 1]
        both = (best[2] - best[0]) * (best[3] - best[1]) + (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
        gone = np.union1d([i], np.flatnonzero(inter / (both - inter) > iou_threshold))
        boxes, scores, index = np.delete(boxes, gone, axis=0), np.delete(scores, gone), np.delete(index, gone)
    return np.array(keep, dtype=np.int64)
