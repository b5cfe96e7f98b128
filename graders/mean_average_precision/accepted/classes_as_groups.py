# bonus: none
# One ranking of everything; a truth is found under its image and class; float32 curves.
import numpy as np


def _pairwise(a, b):
    a, b = np.asarray(a, np.float32).reshape(-1, 1, 4), np.asarray(b, np.float32).reshape(1, -1, 4)
    wh = np.clip(np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2]), 0, None)
    inter = wh[..., 0] * wh[..., 1]
    return inter / (np.prod(a[..., 2:] - a[..., :2], -1) + np.prod(b[..., 2:] - b[..., :2], -1) - inter)


def match(boxes, scores, truths, iou_threshold=0.5):
    hits = np.zeros(len(boxes), dtype=np.int64)
    if len(boxes) == 0 or len(truths) == 0:
        return hits
    ious = _pairwise(boxes, truths)
    free = np.ones(len(truths), dtype=bool)
    for i in np.argsort(scores)[::-1]:
        j = ious[i].argmax()
        if free[j] and ious[i, j] >= iou_threshold:
            hits[i], free[j] = 1, False
    return hits


def average_precision(scores, hits, count):
    hits = np.asarray(hits)[np.argsort(scores)[::-1]].astype(np.float32)
    precision = hits.cumsum() / np.arange(1, len(hits) + 1, dtype=np.float32)
    envelope = np.flip(np.maximum.accumulate(np.flip(precision)))
    return float(envelope[hits > 0].sum() / count)


def mean_average_precision(detections, truths, iou_threshold=0.5):
    hit = np.zeros(len(detections), dtype=bool)
    for key in np.unique(truths[:, :2], axis=0):
        d = np.flatnonzero((detections[:, :2] == key).all(axis=1))
        t = (truths[:, :2] == key).all(axis=1)
        hit[d] = match(detections[d, 3:], detections[d, 2], truths[t, 2:], iou_threshold)
    aps = []
    for label, count in zip(*np.unique(truths[:, 1], return_counts=True)):
        mine = detections[:, 1] == label
        aps.append(average_precision(detections[mine, 2], hit[mine], count))
    return sum(aps) / len(aps)
