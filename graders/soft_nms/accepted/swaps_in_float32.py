# bonus: misses ties, precision, errors
# As the authors' code does it, in float32: the best is swapped to the front, a dropped box with the last.
import numpy as np


def soft_nms(boxes, scores, sigma=0.5, method="gaussian", iou_threshold=0.3, score_threshold=0.001):
    dets = np.concatenate([boxes, np.reshape(scores, (-1, 1))], axis=1).astype(np.float32)
    inds = np.arange(len(dets))
    n = len(dets)
    i = 0
    while i < n:
        m = i + int(np.argmax(dets[i:n, 4]))
        dets[[i, m]] = dets[[m, i]]
        inds[[i, m]] = inds[[m, i]]
        rest = dets[i + 1 : n]
        w = np.minimum(dets[i, 2], rest[:, 2]) - np.maximum(dets[i, 0], rest[:, 0])
        h = np.minimum(dets[i, 3], rest[:, 3]) - np.maximum(dets[i, 1], rest[:, 1])
        inter = np.maximum(w, 0) * np.maximum(h, 0)
        area = (dets[i, 2] - dets[i, 0]) * (dets[i, 3] - dets[i, 1])
        areas = (rest[:, 2] - rest[:, 0]) * (rest[:, 3] - rest[:, 1])
        ov = inter / (area + areas - inter)
        if method == "linear":
            weight = np.where(ov > iou_threshold, 1 - ov, 1)
        else:
            weight = np.exp(-(ov * ov) / sigma)
        rest[:, 4] *= weight
        pos = i + 1
        while pos < n:
            if dets[pos, 4] < score_threshold:
                dets[pos] = dets[n - 1]
                inds[pos] = inds[n - 1]
                n -= 1
                pos -= 1
            pos += 1
        i += 1
    return inds[:n], dets[:n, 4]
