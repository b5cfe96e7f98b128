# bonus: misses errors
# The other way round: each box in turn is compared with all that were kept before it.
import numpy as np


def nms(boxes, scores, iou_threshold):
    boxes = np.asarray(boxes, dtype=float)
    scores = np.asarray(scores, dtype=float)
    order = np.argsort(-scores, kind="stable")
    kept_boxes = np.empty((4, len(order)))
    kept_areas = np.empty(len(order))
    kept = np.empty(len(order), dtype=np.uint32)
    count = 0
    for index in order:
        x1, y1, x2, y2 = boxes[index].tolist()
        a, b, c, d = kept_boxes[:, :count]
        inter = np.maximum(np.minimum(c, x2) - np.maximum(a, x1), 0) * np.maximum(
            np.minimum(d, y2) - np.maximum(b, y1), 0
        )
        area = (x2 - x1) * (y2 - y1)
        if not (inter / (kept_areas[:count] + area - inter) > iou_threshold).any():
            kept_boxes[:, count] = x1, y1, x2, y2
            kept_areas[count] = area
            kept[count] = index
            count += 1
    return kept[:count]
