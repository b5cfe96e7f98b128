# bonus: none
# A class that carries the boxes, a generator that yields the kept ones, np.fromiter at the end.
from dataclasses import dataclass

import numpy as np


@dataclass
class Boxes:
    corners: np.ndarray

    def __post_init__(self):
        self.left, self.top, self.right, self.bottom = self.corners.T
        self.areas = (self.right - self.left) * (self.bottom - self.top)

    def iou(self, one, many):
        across = np.minimum(self.right[one], self.right[many]) - np.maximum(self.left[one], self.left[many])
        down = np.minimum(self.bottom[one], self.bottom[many]) - np.maximum(self.top[one], self.top[many])
        shared = across.clip(min=0) * down.clip(min=0)
        return shared / (self.areas[one] + self.areas[many] - shared)

    def greedy(self, order, most):
        while order.size:
            yield order[0]
            order = order[1:][self.iou(order[0], order[1:]) <= most]


def _refuse(argument, why):
    raise ValueError(f"{argument}: {why}")


def nms(boxes, scores, iou_threshold):
    boxes, scores = np.array(boxes, dtype="f8"), np.array(scores, dtype="f8")
    if boxes.shape != (len(boxes), 4):
        _refuse("boxes", f"not of shape (N, 4) but {boxes.shape}")
    if scores.shape != boxes.shape[:1]:
        _refuse("scores", f"not one for each of the boxes: {scores.shape}")
    if np.isnan(boxes.sum()):
        _refuse("boxes", "NaN")
    if np.isnan(scores.sum()):
        _refuse("scores", "NaN")
    if iou_threshold != iou_threshold or abs(iou_threshold - 0.5) > 0.5:
        _refuse("iou_threshold", f"{iou_threshold} is not in [0, 1]")
    return np.fromiter(Boxes(boxes).greedy((-scores).argsort(kind="mergesort"), iou_threshold), dtype=np.int64)
