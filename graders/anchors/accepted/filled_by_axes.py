# bonus: misses errors
# An array with an axis for each thing, filled coordinate by coordinate.
import numpy as np


def anchors(feature_size, stride, scales, ratios):
    h, w = feature_size
    out = np.empty((h, w, len(ratios), len(scales), 4))
    s, r = np.asarray(scales, float)[None, :], np.asarray(ratios, float)[:, None]
    half_w, half_h = s / np.sqrt(r) / 2, s * np.sqrt(r) / 2
    cx = (stride / 2 + stride * np.arange(w))[None, :, None, None]
    cy = (stride / 2 + stride * np.arange(h))[:, None, None, None]
    out[..., 0], out[..., 1] = cx - half_w, cy - half_h
    out[..., 2], out[..., 3] = cx + half_w, cy + half_h
    return out.reshape(-1, 4)


def encode(boxes, anchor_boxes):
    b, a = np.asarray(boxes, float), np.asarray(anchor_boxes, float)
    wh, awh = b[:, 2:] - b[:, :2], a[:, 2:] - a[:, :2]
    return np.concatenate([(b[:, :2] + wh / 2 - a[:, :2] - awh / 2) / awh, np.log(wh) - np.log(awh)], axis=1)


def decode(offsets, anchor_boxes):
    a, t = np.asarray(anchor_boxes, float), np.asarray(offsets, float)
    awh = a[:, 2:] - a[:, :2]
    wh = awh * np.exp(t[:, 2:])
    corner = a[:, :2] + awh * (0.5 + t[:, :2]) - wh / 2
    return np.concatenate([corner, corner + wh], axis=1)
