# bonus: misses errors
# In the style of the best-known library: base anchors, shifts, and a sum with None.
import numpy as np


def base_anchors(scales, ratios):
    scales, ratios = np.array(scales, dtype=np.float32), np.array(ratios, dtype=np.float32)
    h_ratios = np.sqrt(ratios)
    w_ratios = 1 / h_ratios
    ws = (w_ratios[:, None] * scales[None, :]).reshape(-1)
    hs = (h_ratios[:, None] * scales[None, :]).reshape(-1)
    return np.stack([-ws, -hs, ws, hs], axis=1) / 2


def anchors(feature_size, stride, scales, ratios):
    grid_height, grid_width = feature_size
    shifts_x = (np.arange(grid_width, dtype=np.float32) + 0.5) * stride
    shifts_y = (np.arange(grid_height, dtype=np.float32) + 0.5) * stride
    shift_y, shift_x = np.meshgrid(shifts_y, shifts_x, indexing="ij")
    shift_x, shift_y = shift_x.reshape(-1), shift_y.reshape(-1)
    shifts = np.stack((shift_x, shift_y, shift_x, shift_y), axis=1)
    return (shifts.reshape(-1, 1, 4) + base_anchors(scales, ratios).reshape(1, -1, 4)).reshape(-1, 4)


def encode(boxes, anchor_boxes):
    ex_widths = anchor_boxes[:, 2] - anchor_boxes[:, 0]
    ex_heights = anchor_boxes[:, 3] - anchor_boxes[:, 1]
    ex_ctr_x = anchor_boxes[:, 0] + 0.5 * ex_widths
    ex_ctr_y = anchor_boxes[:, 1] + 0.5 * ex_heights
    gt_widths = boxes[:, 2] - boxes[:, 0]
    gt_heights = boxes[:, 3] - boxes[:, 1]
    gt_ctr_x = boxes[:, 0] + 0.5 * gt_widths
    gt_ctr_y = boxes[:, 1] + 0.5 * gt_heights
    dx, dy = (gt_ctr_x - ex_ctr_x) / ex_widths, (gt_ctr_y - ex_ctr_y) / ex_heights
    return np.stack((dx, dy, np.log(gt_widths / ex_widths), np.log(gt_heights / ex_heights)), axis=1)


def decode(offsets, anchor_boxes):
    widths = anchor_boxes[:, 2] - anchor_boxes[:, 0]
    heights = anchor_boxes[:, 3] - anchor_boxes[:, 1]
    ctr_x = anchor_boxes[:, 0] + 0.5 * widths
    ctr_y = anchor_boxes[:, 1] + 0.5 * heights
    dx, dy, dw, dh = offsets.T
    x, y = dx * widths + ctr_x, dy * heights + ctr_y
    w, h = np.exp(np.minimum(dw, np.log(1000 / 16))) * widths, np.exp(np.minimum(dh, np.log(1000 / 16))) * heights
    return np.stack([x - 0.5 * w, y - 0.5 * h, x + 0.5 * w, y + 0.5 * h], axis=1)
