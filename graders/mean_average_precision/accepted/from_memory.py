# bonus: none
# As the best-known evaluation script does it: dictionaries by image, flags of what was detected, a loop for the envelope.
import numpy as np


def _overlaps(box, gt):
    w = np.maximum(np.minimum(gt[:, 2], box[2]) - np.maximum(gt[:, 0], box[0]), 0.0)
    h = np.maximum(np.minimum(gt[:, 3], box[3]) - np.maximum(gt[:, 1], box[1]), 0.0)
    return w * h / ((box[2] - box[0]) * (box[3] - box[1]) + (gt[:, 2] - gt[:, 0]) * (gt[:, 3] - gt[:, 1]) - w * h)


def match(boxes, scores, truths, iou_threshold=0.5):
    det = [False] * len(truths)
    tp = np.zeros(len(boxes))
    for d in np.argsort(-scores):
        ovmax, jmax = -np.inf, -1
        if len(truths) > 0:
            overlaps = _overlaps(boxes[d], truths)
            ovmax, jmax = np.max(overlaps), np.argmax(overlaps)
        if ovmax > iou_threshold and not det[jmax]:
            tp[d] = 1.0
            det[jmax] = True
    return tp


def average_precision(scores, hits, count):
    tp = np.asarray(hits, dtype=float)[np.argsort(-np.asarray(scores))]
    fp, tp = np.cumsum(1 - tp), np.cumsum(tp)
    mrec = np.concatenate(([0.0], tp / float(count), [1.0]))
    mpre = np.concatenate(([0.0], tp / np.maximum(tp + fp, np.finfo(np.float64).eps), [0.0]))
    for i in range(mpre.size - 1, 0, -1):
        mpre[i - 1] = np.maximum(mpre[i - 1], mpre[i])
    i = np.where(mrec[1:] != mrec[:-1])[0]
    return np.sum((mrec[i + 1] - mrec[i]) * mpre[i + 1])


def mean_average_precision(detections, truths, iou_threshold=0.5):
    aps = []
    for c in sorted(set(truths[:, 1])):
        scores, hits, npos = [], [], 0
        for image in set(truths[:, 0]) | set(detections[:, 0]):
            d = detections[(detections[:, 0] == image) & (detections[:, 1] == c)]
            t = truths[(truths[:, 0] == image) & (truths[:, 1] == c)]
            hits.append(match(d[:, 3:], d[:, 2], t[:, 2:], iou_threshold))
            scores.append(d[:, 2])
            npos += len(t)
        aps.append(average_precision(np.concatenate(scores), np.concatenate(hits), npos))
    return np.mean(aps)
