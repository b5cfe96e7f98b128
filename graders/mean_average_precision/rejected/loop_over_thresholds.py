# verdict: too slow
# Counts anew at each score as a threshold.
import numpy as np


def match(boxes, scores, truths, iou_threshold=0.5):
    if not len(truths):
        return np.zeros(len(boxes), dtype=bool)
    sides = np.minimum(boxes[:, None, 2:], truths[:, 2:]) - np.maximum(boxes[:, None, :2], truths[:, :2])
    overlap = np.maximum(sides, 0).prod(axis=2)
    area, other = ((values[:, 2:] - values[:, :2]).prod(axis=1) for values in (boxes, truths))
    iou = overlap / (area[:, None] + other - overlap)
    first = {iou[i].argmax(): i for i in np.argsort(scores) if iou[i].max() >= iou_threshold}
    return np.isin(np.arange(len(boxes)), list(first.values()))


def average_precision(scores, hits, count):
    area, best, after = 0.0, 0.0, hits.sum()
    for threshold in np.sort(scores):
        above = scores >= threshold
        found = (hits & above).sum()
        area += best * (after - found) / count
        best, after = max(best, found / above.sum()), found
    return area + best * after / count


def mean_average_precision(detections, truths, iou_threshold=0.5):
    values = []
    for label in np.unique(truths[:, 1]):
        mine, wanted = (rows[rows[:, 1] == label] for rows in (detections, truths))
        apart = [1e5 * rows[:, :1] for rows in (mine, wanted)]  # between the images
        hits = match(mine[:, 3:] + apart[0], mine[:, 2], wanted[:, 2:] + apart[1], iou_threshold)
        values.append(average_precision(mine[:, 2], hits, len(wanted)))
    return np.mean(values)
