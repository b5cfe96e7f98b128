# verdict: too slow
# Two loops over arrays, one pair of boxes at a time.
import numpy as np


def soft_nms(boxes, scores, sigma=0.5, method="gaussian", iou_threshold=0.3, score_threshold=0.001):
    scores = scores.astype(float)
    left = list(range(len(boxes)))
    kept, out = [], []
    while left:
        i = max(left, key=lambda k: scores[k])
        if scores[i] < score_threshold:
            break
        left.remove(i)
        kept.append(i)
        out.append(scores[i])
        for j in left:
            w = min(boxes[i][2], boxes[j][2]) - max(boxes[i][0], boxes[j][0])
            h = min(boxes[i][3], boxes[j][3]) - max(boxes[i][1], boxes[j][1])
            if w <= 0 or h <= 0:
                continue
            areas = [(b[2] - b[0]) * (b[3] - b[1]) for b in (boxes[i], boxes[j])]
            iou = w * h / (sum(areas) - w * h)
            if method == "gaussian":
                scores[j] *= np.exp(-(iou**2) / sigma)
            elif iou > iou_threshold:
                scores[j] *= 1 - iou
    return kept, out
