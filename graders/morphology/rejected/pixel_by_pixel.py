# verdict: too slow
# Python loops over pixels, clipped windows.
import numpy as np


def _run(image, footprint, extreme):
    footprint = np.asarray(footprint, dtype=bool)
    out = np.zeros(image.shape)
    a, b = footprint.shape[0] // 2, footprint.shape[1] // 2
    h, w = image.shape
    for r in range(h):
        for c in range(w):
            top, left = max(r - a, 0), max(c - b, 0)
            window = image[top : r + a + 1, left : c + b + 1]
            part = footprint[top - r + a : h - r + a, left - c + b : w - c + b][: window.shape[0], : window.shape[1]]
            out[r, c] = extreme(window[part])
    return out


def erode(image, footprint):
    return _run(image, footprint, np.min)


def dilate(image, footprint):
    return _run(image, footprint[::-1, ::-1], np.max)


def opening(image, footprint):
    return dilate(erode(image, footprint), footprint)


def closing(image, footprint):
    return erode(dilate(image, footprint), footprint)
