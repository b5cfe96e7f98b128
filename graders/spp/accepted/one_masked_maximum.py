# bonus: misses errors
# Each bin a mask over the whole map, all in one np.where: as much work as bins times pixels.
import numpy as np


def adaptive_max_pool2d(x, size):
    _, H, W = x.shape
    oh, ow = size
    i, j = np.arange(oh)[:, None], np.arange(ow)[:, None]
    h, w = np.arange(H), np.arange(W)
    rows = (h >= i * H // oh) & (h < np.ceil((i + 1) * H / oh))
    cols = (w >= j * W // ow) & (w < np.ceil((j + 1) * W / ow))
    inside = rows[:, None, :, None] & cols[None, :, None, :]
    return np.where(inside, x[:, None, None], -np.inf).max(axis=(-2, -1))


def spatial_pyramid_pool(x, levels):
    vec = []
    for n in levels:
        vec.append(adaptive_max_pool2d(x, (n, n)).ravel())
    return np.hstack(vec)
