# bonus: none
# Never shrinks anything: a mask over all boxes, and the best of the rest found by argmax each time.
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
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    waiting = np.ones(len(boxes), dtype=bool)
    picked = np.empty(len(boxes), dtype=np.intp)
    count = 0
    while waiting.any():
        best = np.argmax(np.where(waiting, scores, -np.inf))
        picked[count] = best
        count += 1
        corner = np.maximum(boxes[:, :2], boxes[best, :2])
        opposite = np.minimum(boxes[:, 2:], boxes[best, 2:])
        sides = np.clip(opposite - corner, 0, None)
        inter = sides[:, 0] * sides[:, 1]
        waiting &= inter <= iou_threshold * (areas + areas[best] - inter)
        waiting[best] = False
    return picked[:count]
