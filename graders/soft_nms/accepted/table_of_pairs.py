# bonus: misses errors, precision
# One table of weights for all pairs, a mask of what is left, lists for the result.
import numpy as np


def soft_nms(boxes, scores, sigma=0.5, method="gaussian", iou_threshold=0.3, score_threshold=0.001):
    b = np.asarray(boxes, float)
    lt = np.maximum(b[:, None, :2], b[None, :, :2])
    rb = np.minimum(b[:, None, 2:], b[None, :, 2:])
    inter = np.clip(rb - lt, 0, None).prod(-1)
    area = (b[:, 2:] - b[:, :2]).prod(-1)
    iou = inter / (area[:, None] + area[None] - inter)
    decay = np.exp(-(iou**2) / sigma) if method == "gaussian" else np.where(iou > iou_threshold, 1 - iou, 1)
    s = np.array(scores, float)
    keep, out = [], []
    for _ in range(len(b)):
        i = int(s.argmax())
        if s[i] < score_threshold:
            break
        keep.append(i)
        out.append(float(s[i]))
        s *= decay[i]
        s[keep] = -1
    return keep, out
