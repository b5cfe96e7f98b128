# bonus: misses errors
# Pads with the largest or smallest float and shifts, as one writes it from memory.
import numpy as np


def erode(image, footprint):
    kh, kw = footprint.shape
    H, W = image.shape
    padded = np.full((H + kh - 1, W + kw - 1), np.inf)
    padded[kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W] = image
    result = np.full((H, W), np.inf)
    for i in range(kh):
        for j in range(kw):
            if footprint[i, j]:
                result = np.minimum(result, padded[i : i + H, j : j + W])
    return result


def dilate(image, footprint):
    kh, kw = footprint.shape
    H, W = image.shape
    padded = np.full((H + kh - 1, W + kw - 1), -np.inf)
    padded[kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W] = image
    flipped = np.flip(footprint)
    result = np.full((H, W), -np.inf)
    for i in range(kh):
        for j in range(kw):
            if flipped[i, j]:
                result = np.maximum(result, padded[i : i + H, j : j + W])
    return result


def opening(image, footprint):
    return dilate(erode(image, footprint), footprint)


def closing(image, footprint):
    return erode(dilate(image, footprint), footprint)
