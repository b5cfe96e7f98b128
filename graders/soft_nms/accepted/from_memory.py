# bonus: misses ties, errors
# The well-known swap to the front, on a table of boxes with their scores and numbers.
import numpy as np


def soft_nms(boxes, scores, sigma=0.5, method="gaussian", iou_threshold=0.3, score_threshold=0.001):
    n = len(boxes)
    dets = np.concatenate([boxes, scores[:, None], np.arange(n)[:, None]], axis=1)
    areas = (dets[:, 2] - dets[:, 0]) * (dets[:, 3] - dets[:, 1])
    for i in range(n):
        m = i + np.argmax(dets[i:, 4])
        dets[[i, m]] = dets[[m, i]]
        areas[[i, m]] = areas[[m, i]]
        xx1 = np.maximum(dets[i, 0], dets[i + 1 :, 0])
        yy1 = np.maximum(dets[i, 1], dets[i + 1 :, 1])
        xx2 = np.minimum(dets[i, 2], dets[i + 1 :, 2])
        yy2 = np.minimum(dets[i, 3], dets[i + 1 :, 3])
        inter = np.maximum(0.0, xx2 - xx1) * np.maximum(0.0, yy2 - yy1)
        ovr = inter / (areas[i] + areas[i + 1 :] - inter)
        if method == "linear":
            weight = np.ones_like(ovr)
            weight[ovr > iou_threshold] -= ovr[ovr > iou_threshold]
        else:
            weight = np.exp(-(ovr * ovr) / sigma)
        dets[i + 1 :, 4] *= weight
    dets = dets[dets[:, 4] >= score_threshold]
    return dets[:, 5].astype(int), dets[:, 4]
