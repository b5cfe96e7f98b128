# bonus: none
# Plain Python around one vectorised row of IoUs: sorted() with a key, a set of the dropped, a list at the end.
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
    x1, y1, x2, y2 = (np.ascontiguousarray(column) for column in boxes.T)
    area = (x2 - x1) * (y2 - y1)
    ranking = sorted(range(len(scores)), key=lambda i: (-scores[i], i))
    dropped = set()
    result = []
    for i in ranking:
        if i in dropped:
            continue
        result.append(i)
        w = np.minimum(x2, x2[i]) - np.maximum(x1, x1[i])
        h = np.minimum(y2, y2[i]) - np.maximum(y1, y1[i])
        inter = np.where((w > 0) & (h > 0), w * h, 0.0)
        dropped.update(np.flatnonzero(inter / (area + area[i] - inter) > iou_threshold).tolist())
    return np.asarray(result, dtype=int)
