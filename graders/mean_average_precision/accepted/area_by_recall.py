# bonus: none
# Precision by recall level: the best precision with at least k hits, for k = 1, 2, 3 and so on.
import numpy as np


def match(boxes, scores, truths, iou_threshold=0.5):
    x1 = np.maximum.outer(boxes[:, 0], truths[:, 0])
    y1 = np.maximum.outer(boxes[:, 1], truths[:, 1])
    x2 = np.minimum.outer(boxes[:, 2], truths[:, 2])
    y2 = np.minimum.outer(boxes[:, 3], truths[:, 3])
    inter = np.where((x2 > x1) & (y2 > y1), (x2 - x1) * (y2 - y1), 0)
    area = lambda b: (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    iou = inter / (np.add.outer(area(boxes), area(truths)) - inter)
    owner = {}
    for i in np.argsort(-scores):
        if len(truths) and iou[i].max() >= iou_threshold:
            owner.setdefault(iou[i].argmax(), i)
    return np.isin(np.arange(len(boxes)), list(owner.values()))


def average_precision(scores, hits, count):
    places = np.flatnonzero(hits[np.argsort(-scores)])
    precision = np.arange(1, len(places) + 1) / (places + 1)
    return np.maximum.accumulate(precision[::-1]).sum() / count


def mean_average_precision(detections, truths, iou_threshold=0.5):
    def one(label):
        d, t = detections[detections[:, 1] == label], truths[truths[:, 1] == label]
        # images are moved far apart, so that one call matches all of them
        shift = 1e5
        move = lambda rows, first: rows[:, first:] + shift * rows[:, :1]
        return average_precision(d[:, 2], match(move(d, 3), d[:, 2], move(t, 2), iou_threshold), len(t))

    return np.mean([one(label) for label in np.unique(truths[:, 1])])
