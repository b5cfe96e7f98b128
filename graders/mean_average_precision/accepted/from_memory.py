# bonus: none
# As the best-known evaluation script does it: flags of what was detected, a loop for the envelope; 0.0 and 1.0 for hits.
import numpy as np


def match(boxes, scores, truths, iou_threshold=0.5):
    tp = np.zeros(len(boxes))
    det = [False] * len(truths)
    for d in np.argsort(-scores):
        if len(truths) == 0:
            continue
        bb = boxes[d].astype(float)
        ixmin = np.maximum(truths[:, 0], bb[0])
        iymin = np.maximum(truths[:, 1], bb[1])
        ixmax = np.minimum(truths[:, 2], bb[2])
        iymax = np.minimum(truths[:, 3], bb[3])
        iw = np.maximum(ixmax - ixmin, 0.0)
        ih = np.maximum(iymax - iymin, 0.0)
        inters = iw * ih
        uni = (bb[2] - bb[0]) * (bb[3] - bb[1]) + (truths[:, 2] - truths[:, 0]) * (truths[:, 3] - truths[:, 1]) - inters
        overlaps = inters / uni
        jmax = np.argmax(overlaps)
        if overlaps[jmax] >= iou_threshold and not det[jmax]:
            tp[d] = 1.0
            det[jmax] = 1
    return tp


def average_precision(scores, hits, count):
    order = np.argsort(-scores)
    tp = np.cumsum(hits[order])
    fp = np.cumsum(1 - np.asarray(hits, int)[order])
    rec = tp / float(count)
    prec = tp / np.maximum(tp + fp, np.finfo(np.float64).eps)
    mrec = np.concatenate(([0.0], rec, [1.0]))
    mpre = np.concatenate(([0.0], prec, [0.0]))
    for i in range(mpre.size - 1, 0, -1):
        mpre[i - 1] = np.maximum(mpre[i - 1], mpre[i])
    i = np.where(mrec[1:] != mrec[:-1])[0]
    return np.sum((mrec[i + 1] - mrec[i]) * mpre[i + 1])


def mean_average_precision(detections, truths, iou_threshold=0.5):
    aps = []
    for c in np.unique(truths[:, 1]):
        dets = detections[detections[:, 1] == c]
        gts = truths[truths[:, 1] == c]
        hits = np.zeros(len(dets), dtype=bool)
        for image in np.unique(dets[:, 0]):
            mask = dets[:, 0] == image
            hits[mask] = match(dets[mask, 3:], dets[mask, 2], gts[gts[:, 0] == image, 2:], iou_threshold)
        aps.append(average_precision(dets[:, 2], hits, len(gts)))
    return np.mean(aps)
