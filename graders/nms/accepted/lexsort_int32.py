# bonus: none
# Sorts by np.lexsort with the index as the second key, and returns int32.
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
    rank = np.lexsort((np.arange(len(scores)), -scores)).astype(np.int32)
    out = []
    while len(rank):
        first, rank = rank[0], rank[1:]
        out.append(first)
        a, b = boxes[first], boxes[rank]
        inter = np.prod(np.maximum(np.minimum(a[2:], b[:, 2:]) - np.maximum(a[:2], b[:, :2]), 0), axis=1)
        union = (a[2] - a[0]) * (a[3] - a[1]) + (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1]) - inter
        rank = rank[inter / union <= iou_threshold]
    return np.array(out, dtype=np.int32)
