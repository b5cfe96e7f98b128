# bonus: misses types
# The right indices in a list.
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
    x1, y1, x2, y2 = boxes.T
    area = (x2 - x1) * (y2 - y1)
    remaining = np.argsort(-scores, kind="stable")
    kept = []
    while remaining.size > 0:
        best, others = remaining[0], remaining[1:]
        kept.append(best)
        width = np.minimum(x2[best], x2[others]) - np.maximum(x1[best], x1[others])
        height = np.minimum(y2[best], y2[others]) - np.maximum(y1[best], y1[others])
        overlap = np.maximum(width, 0) * np.maximum(height, 0)
        remaining = others[overlap / (area[best] + area[others] - overlap) <= iou_threshold]
    return [int(index) for index in kept]
