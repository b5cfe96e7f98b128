# bonus: misses errors, precision
# Float32; boxes that have fallen too low leave in each step.
import numpy as np


def _iou(a, b):
    w = (np.minimum(a[2], b[:, 2]) - np.maximum(a[0], b[:, 0])).clip(0)
    h = (np.minimum(a[3], b[:, 3]) - np.maximum(a[1], b[:, 1])).clip(0)
    inter = w * h
    return inter / ((a[2] - a[0]) * (a[3] - a[1]) + (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1]) - inter)


def soft_nms(boxes, scores, sigma=0.5, method="gaussian", iou_threshold=0.3, score_threshold=0.001):
    boxes, scores = boxes.astype(np.float32), scores.astype(np.float32)
    idx = np.arange(len(scores))
    keep, kept_scores = [], []
    while len(idx):
        i = np.argmax(scores)
        keep.append(idx[i])
        kept_scores.append(scores[i])
        iou = _iou(boxes[i], boxes)
        if method == "gaussian":
            scores = scores * np.exp(-np.square(iou) / sigma)
        else:
            scores = np.where(iou > iou_threshold, scores * (1 - iou), scores)
        left = scores >= score_threshold
        left[i] = False
        boxes, scores, idx = boxes[left], scores[left], idx[left]
    return np.array(keep, int), np.array(kept_scores)
