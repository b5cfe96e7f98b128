# bonus: misses errors, precision
# A heap of scores: the lowering of a box is made up for when it comes to the top.
import heapq

import numpy as np


def soft_nms(boxes, scores, sigma=0.5, method="gaussian", iou_threshold=0.3, score_threshold=0.001):
    boxes = np.asarray(boxes, dtype=float)
    heap = [(-float(s), i, 0) for i, s in enumerate(scores)]
    heapq.heapify(heap)
    taken, values = [], []
    while heap:
        score, i, seen = heapq.heappop(heap)
        if seen < len(taken):
            x1, y1, x2, y2 = boxes[taken[seen:]].T
            a, b, c, d = boxes[i]
            inter = np.maximum(np.minimum(x2, c) - np.maximum(x1, a), 0)
            inter *= np.maximum(np.minimum(y2, d) - np.maximum(y1, b), 0)
            iou = inter / ((c - a) * (d - b) + (x2 - x1) * (y2 - y1) - inter)
            if method == "gaussian":
                score *= np.exp(-(iou**2).sum() / sigma)
            else:
                score *= np.prod(1 - iou[iou > iou_threshold])
            if -score >= score_threshold:
                heapq.heappush(heap, (score, i, len(taken)))
        elif -score >= score_threshold:
            taken.append(i)
            values.append(-score)
    return taken, values
