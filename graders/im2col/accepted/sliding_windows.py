# bonus: misses errors
# sliding_window_view and a transpose; col2im counts with bincount where im2col of the pixel numbers says.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def im2col(x, kernel, stride=1, padding=0, fill=0):
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=fill)
    windows = sliding_window_view(padded, (kernel, kernel), axis=(2, 3))[:, :, ::stride, ::stride]
    n, c, oh, ow = windows.shape[:4]
    return windows.transpose(0, 1, 4, 5, 2, 3).reshape(n, c * kernel**2, oh * ow)


def col2im(cols, shape, kernel, stride=1, padding=0):
    size = int(np.prod(shape))
    places = im2col(np.arange(size).reshape(shape), kernel, stride, padding, fill=size)
    return np.bincount(places.ravel(), weights=np.ravel(cols), minlength=size + 1)[:size].reshape(shape)
