# bonus: misses errors, memory
# All IoUs at once, N by N; then one pass that strikes out rows.
import numpy as np


def nms(boxes, scores, iou_threshold):
    boxes = np.asarray(boxes, dtype=float)
    scores = np.asarray(scores, dtype=float)
    order = np.argsort(-scores, kind="stable")
    x1, y1, x2, y2 = boxes[order].T
    width = np.minimum(x2[:, None], x2[None, :]) - np.maximum(x1[:, None], x1[None, :])
    height = np.minimum(y2[:, None], y2[None, :]) - np.maximum(y1[:, None], y1[None, :])
    inter = np.maximum(0, width) * np.maximum(0, height)
    area = (x2 - x1) * (y2 - y1)
    iou = inter / (area[:, None] + area[None, :] - inter)
    alive = np.ones(len(order), dtype=bool)
    for row in range(len(order)):
        if alive[row]:
            alive[row + 1 :] &= iou[row, row + 1 :] <= iou_threshold
    return order[alive]
