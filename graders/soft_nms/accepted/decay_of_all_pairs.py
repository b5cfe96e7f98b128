# bonus: misses precision, errors
# One table of weights for all pairs, a mask of what is alive; lists of NumPy's numbers.
import numpy as np


def soft_nms(boxes, scores, sigma=0.5, method="gaussian", iou_threshold=0.3, score_threshold=0.001):
    x1, y1, x2, y2 = np.asarray(boxes, dtype=float).T
    area = (x2 - x1) * (y2 - y1)
    w = np.minimum(x2[:, None], x2) - np.maximum(x1[:, None], x1)
    h = np.minimum(y2[:, None], y2) - np.maximum(y1[:, None], y1)
    inter = w.clip(0) * h.clip(0)
    iou = inter / (area[:, None] + area - inter)
    if method == "gaussian":
        decay = np.exp(-(iou**2) / sigma)
    else:
        decay = np.where(iou > iou_threshold, 1 - iou, 1.0)

    s = np.array(scores, dtype=float)
    alive = np.ones(len(s), dtype=bool)
    keep, kept_scores = [], []
    while alive.any():
        i = np.where(alive, s, -1).argmax()
        keep.append(i)
        kept_scores.append(s[i])
        alive[i] = False
        s[alive] *= decay[i, alive]
        alive &= s >= score_threshold
    return keep, kept_scores
