# verdict: crashed
# Leaves the work to OpenCV, imported at the call.
import numpy as np


def nms(boxes, scores, iou_threshold):
    from cv2.dnn import NMSBoxes

    x1, y1, x2, y2 = np.asarray(boxes, dtype=float).T
    found = NMSBoxes(np.stack([x1, y1, x2 - x1, y2 - y1], axis=1).tolist(), list(scores), -np.inf, iou_threshold)
    return np.array(found, dtype=np.int64).reshape(-1)
