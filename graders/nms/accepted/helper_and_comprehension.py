# bonus: misses errors, precision, ties, types
# A helper for one box against many, in float32, and Python lists around it.
import numpy as np


def iou_one_to_many(box, others):
    left_top = np.maximum(box[:2], others[:, :2])
    right_bottom = np.minimum(box[2:], others[:, 2:])
    inter = np.prod(np.clip(right_bottom - left_top, 0, None), axis=1)
    area = np.prod(box[2:] - box[:2])
    areas = np.prod(others[:, 2:] - others[:, :2], axis=1)
    return inter / (area + areas - inter)


def nms(boxes, scores, iou_threshold):
    boxes = np.array(boxes, dtype=np.float32)
    idxs = list(np.argsort(-np.array(scores)))
    result = []
    while idxs:
        current = idxs.pop(0)
        result.append(int(current))
        if not idxs:
            break
        ious = iou_one_to_many(boxes[current], boxes[idxs])
        idxs = [idx for idx, iou in zip(idxs, ious) if iou <= iou_threshold]
    return result
