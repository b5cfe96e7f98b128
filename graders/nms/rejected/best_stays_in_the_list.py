# verdict: timed out
# Trusts the best box to drop itself, its IoU with itself being 1; at a threshold of 1 it never goes.
import numpy as np


def nms(boxes, scores, iou_threshold):
    boxes = np.asarray(boxes, dtype=float)
    scores = np.asarray(scores, dtype=float)
    x1, y1, x2, y2 = boxes.T
    area = (x2 - x1) * (y2 - y1)
    remaining = np.argsort(-scores, kind="stable")
    kept = {}
    while remaining.size > 0:
        best = remaining[0]
        kept[int(best)] = True
        width = np.minimum(x2[best], x2[remaining]) - np.maximum(x1[best], x1[remaining])
        height = np.minimum(y2[best], y2[remaining]) - np.maximum(y1[best], y1[remaining])
        overlap = np.maximum(width, 0) * np.maximum(height, 0)
        remaining = remaining[overlap / (area[best] + area[remaining] - overlap) <= iou_threshold]
    return np.array(list(kept), dtype=np.int64)
