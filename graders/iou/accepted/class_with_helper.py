# bonus: none
# A class that carries the boxes; lengths by clipping one box into the other, blocks of 64 rows.
from dataclasses import dataclass

import numpy as np


@dataclass
class Boxes:
    name: str
    corners: object

    def __post_init__(self):
        self.corners = np.array(self.corners, dtype="f8")
        if self.corners.ndim != 2 or self.corners.shape[-1] != 4:
            raise ValueError(f"bad shape of {self.name}")
        if np.isnan(self.corners.sum()):
            raise ValueError(f"{self.name} holds a NaN")
        self.start, self.end = self.corners[:, :2], self.corners[:, 2:]
        self.area = np.multiply.reduce(self.end - self.start, axis=1)

    def block(self, first):
        return Boxes(self.name, self.corners[first : first + 64])

    def inside(self, other):
        start = self.start[:, None].clip(other.start, other.end)
        end = self.end[:, None].clip(other.start, other.end)
        return np.multiply.reduce(end - start, axis=2)

    def around(self, other):
        return np.multiply.reduce(
            np.maximum(self.end[:, None], other.end) - np.minimum(self.start[:, None], other.start), axis=2
        )


def iou(boxes1, boxes2, generalized=False):
    one, two = Boxes("boxes1", boxes1), Boxes("boxes2", boxes2)
    blocks = [np.empty((0, len(two.area)))]
    for first in range(0, len(one.area), 64):
        some = one.block(first)
        overlap = some.inside(two)
        union = some.area[:, None] + two.area - overlap
        value = overlap / union
        if generalized:
            hull = some.around(two)
            value -= 1 - union / hull
        blocks.append(value)
    return np.concatenate(blocks)


def giou(boxes1, boxes2):
    return iou(boxes1, boxes2, generalized=True)
