# verdict: out of memory
# Puts back what it meant to remove: the list of the remaining boxes grows sixteenfold with every turn.
import numpy as np


def nms(boxes, scores, iou_threshold):
    order = np.argsort(-np.asarray(scores, dtype=float), kind="stable")
    kept = []
    while order.size > 0:
        kept.append(order[0])
        order = np.repeat(order, 16)
    return np.array(kept, dtype=np.int64)
