# bonus: misses errors
# Boxes sorted by x1 too: only neighbors that can overlap at all are looked at, found by bisection.
import bisect

import numpy as np


def nms(boxes, scores, iou_threshold):
    by_x = boxes[:, 0].argsort(kind="stable")
    table = boxes[by_x].astype(np.float64)
    left, top, right, bottom = table.T.copy()
    area = (right - left) * (bottom - top)
    edges, widest = left.tolist(), (right - left).max(initial=0.0)
    gone = np.zeros(len(by_x), dtype=bool)
    place = np.argsort(by_x)
    kept = []
    for index in np.argsort(-scores.astype(np.float64), kind="stable").tolist():
        me = place[index]
        if gone[me]:
            continue
        kept.append(index)
        near = slice(bisect.bisect_left(edges, left[me] - widest), bisect.bisect_right(edges, right[me]))
        width = np.minimum(right[near], right[me]) - np.maximum(left[near], left[me])
        height = np.minimum(bottom[near], bottom[me]) - np.maximum(top[near], top[me])
        inter = np.maximum(width, 0) * np.maximum(height, 0)
        gone[near] |= inter > iou_threshold * (area[near] + area[me] - inter)
    return np.array(kept, dtype=np.intp)
