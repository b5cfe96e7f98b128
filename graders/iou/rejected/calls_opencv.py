# verdict: crashed
# Leaves the overlap to OpenCV, imported at the call.
import numpy as np


def overlap(a, b):
    import cv2

    rotated = [((x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1) for x1, y1, x2, y2 in (a, b)]
    _, points = cv2.rotatedRectangleIntersection(*(((x, y), (w, h), 0.0) for x, y, w, h in rotated))
    return 0.0 if points is None else cv2.contourArea(points)


def iou(boxes1, boxes2):
    boxes1, boxes2 = np.asarray(boxes1, dtype=float), np.asarray(boxes2, dtype=float)
    inter = np.array([[overlap(a, b) for b in boxes2] for a in boxes1])
    area1, area2 = ((b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1]) for b in (boxes1, boxes2))
    return inter / (area1[:, None] + area2 - inter)


def giou(boxes1, boxes2):
    return iou(boxes1, boxes2)
