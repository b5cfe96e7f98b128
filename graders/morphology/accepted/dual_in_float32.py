# bonus: misses errors
# A list of shifted images in float32; dilation is minus the erosion of the negative.
import numpy as np


def dilate(image, footprint):
    return -erode(-image.astype(np.float32), np.flip(footprint))


def erode(image, footprint):
    kh, kw = footprint.shape
    ph, pw = kh // 2, kw // 2
    img = np.full((image.shape[0] + 2 * ph, image.shape[1] + 2 * pw), np.inf, dtype=np.float32)
    img[ph : ph + image.shape[0], pw : pw + image.shape[1]] = image
    shifted = [img[i : i + image.shape[0], j : j + image.shape[1]] for i, j in zip(*np.nonzero(footprint))]
    return np.min(shifted, axis=0)


def opening(image, footprint):
    return dilate(erode(image, footprint), footprint)


def closing(image, footprint):
    return erode(dilate(image, footprint), footprint)
