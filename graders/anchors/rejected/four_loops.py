# verdict: too slow
# Four loops, an anchor at a time.
import numpy as np


def anchors(feature_size, stride, scales, ratios):
    rows = []
    for i in range(feature_size[0]):
        for j in range(feature_size[1]):
            x, y = (j + 0.5) * stride, (i + 0.5) * stride
            for ratio in ratios:
                for scale in scales:
                    w, h = scale / np.sqrt(ratio), scale * np.sqrt(ratio)
                    rows.append([x - w / 2, y - h / 2, x + w / 2, y + h / 2])
    return np.array(rows)


def encode(boxes, anchor_boxes):
    size, other = boxes[:, 2:] - boxes[:, :2], anchor_boxes[:, 2:] - anchor_boxes[:, :2]
    way = (boxes[:, :2] + size / 2) - (anchor_boxes[:, :2] + other / 2)
    return np.hstack([way / other, np.log(size / other)])


def decode(offsets, anchor_boxes):
    size = anchor_boxes[:, 2:] - anchor_boxes[:, :2]
    center, half = anchor_boxes[:, :2] + size * (0.5 + offsets[:, :2]), size * np.exp(offsets[:, 2:]) / 2
    return np.hstack([center - half, center + half])
