# bonus: none
# The first in rank of each truth is its hit, by np.unique; float32 IoUs.
import numpy as np


def box_iou(a, b):
    tl = np.maximum(a[:, None, :2], b[None, :, :2])
    br = np.minimum(a[:, None, 2:], b[None, :, 2:])
    inter = np.clip(br - tl, 0, None).prod(-1)
    area = lambda x: (x[:, 2:] - x[:, :2]).prod(-1)
    return inter / (area(a)[:, None] + area(b) - inter)


def match(boxes, scores, truths, iou_threshold=0.5):
    hits = np.zeros(boxes.shape[0], bool)
    if boxes.shape[0] == 0 or truths.shape[0] == 0:
        return hits
    ious = box_iou(boxes.astype(np.float32), truths.astype(np.float32))
    order = np.argsort(scores)[::-1]
    best = ious[order].argmax(1)
    ok = np.flatnonzero(ious[order].max(1) >= iou_threshold)
    _, first = np.unique(best[ok], return_index=True)
    hits[order[ok[first]]] = True
    return hits


def average_precision(scores, hits, count):
    if len(scores) == 0:
        return 0.0
    hits = np.asarray(hits)[np.argsort(scores)[::-1]]
    tp = hits.cumsum()
    precision = tp / np.arange(1, len(hits) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return (envelope * hits).sum() / count


def mean_average_precision(detections, truths, iou_threshold=0.5):
    ap = {}
    for label in set(truths[:, 1]):
        d, t = detections[detections[:, 1] == label], truths[truths[:, 1] == label]
        scores, hits = [np.empty(0)], [np.empty(0, bool)]
        for image in set(d[:, 0]):
            di, ti = d[d[:, 0] == image], t[t[:, 0] == image]
            scores.append(di[:, 2])
            hits.append(match(di[:, 3:], di[:, 2], ti[:, 2:], iou_threshold))
        ap[label] = average_precision(np.concatenate(scores), np.concatenate(hits), len(t))
    return float(np.mean(list(ap.values())))
