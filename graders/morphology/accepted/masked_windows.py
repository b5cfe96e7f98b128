# bonus: misses errors
# Windows of a padded image, and of each window the places of the footprint; as the textbook says it.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def _extreme(image, footprint, fill, reduce):
    rows, cols = footprint.shape
    padded = np.pad(image.astype(float), ((rows // 2,) * 2, (cols // 2,) * 2), constant_values=fill)
    windows = sliding_window_view(padded, (rows, cols))
    return reduce(windows[..., footprint.astype(bool)], axis=-1)


def erode(image, footprint):
    return _extreme(image, footprint, np.inf, np.min)


def dilate(image, footprint):
    return _extreme(image, footprint[::-1, ::-1], -np.inf, np.max)


def opening(image, footprint):
    return dilate(erode(image, footprint), footprint)


def closing(image, footprint):
    return erode(dilate(image, footprint), footprint)
