# bonus: misses errors
# In the style of the best-known library, in float32: base anchors, shifts, and a sum with None.
import numpy as np


def anchors(feature_size, stride, scales, ratios):
    scales = np.asarray(scales, dtype=np.float32)
    h_ratios = np.sqrt(np.asarray(ratios, dtype=np.float32))
    w_ratios = 1 / h_ratios
    ws = (w_ratios[:, None] * scales[None, :]).reshape(-1)
    hs = (h_ratios[:, None] * scales[None, :]).reshape(-1)
    base = np.stack([-ws, -hs, ws, hs], axis=1) / 2
    grid_height, grid_width = feature_size
    shifts_x = (np.arange(grid_width, dtype=np.float32) + 0.5) * stride
    shifts_y = (np.arange(grid_height, dtype=np.float32) + 0.5) * stride
    shift_y, shift_x = np.meshgrid(shifts_y, shifts_x, indexing="ij")
    shifts = np.stack((shift_x, shift_y, shift_x, shift_y), axis=-1).reshape(-1, 1, 4)
    return (shifts + base[None]).reshape(-1, 4)


def corner_to_center(boxes):
    boxes = np.asarray(boxes, np.float32)
    return np.concatenate([(boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]], axis=1)


def encode(boxes, anchor_boxes):
    c, a = corner_to_center(boxes), corner_to_center(anchor_boxes)
    return np.concatenate([(c[:, :2] - a[:, :2]) / a[:, 2:], np.log(c[:, 2:] / a[:, 2:])], axis=1)


def decode(offsets, anchor_boxes):
    a = corner_to_center(anchor_boxes)
    xy = a[:, :2] + offsets[:, :2] * a[:, 2:]
    wh = a[:, 2:] * np.exp(np.minimum(offsets[:, 2:], np.log(1000 / 16)))
    return np.hstack([xy - wh / 2, xy + wh / 2])
