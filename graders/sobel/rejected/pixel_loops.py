# verdict: too slow
# Two loops over the pixels, a window each.
import numpy as np

KX = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def sobel(image):
    padded = np.pad(np.asarray(image, dtype=float), 1, mode="reflect")
    gx, gy = np.zeros(image.shape), np.zeros(image.shape)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            window = padded[i : i + 3, j : j + 3]
            gx[i, j] = (window * KX).sum()
            gy[i, j] = (window * KX.T).sum()
    return gx, gy
