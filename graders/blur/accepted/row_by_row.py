# bonus: misses errors
# np.convolve for each row, and the transposed image again.
import numpy as np


def blur(image, kernel_size, sigma, border="reflect"):
    r = kernel_size // 2
    k = np.exp(-(np.arange(-r, r + 1) ** 2) / (2.0 * sigma**2))
    k = k / k.sum()
    mode = {"reflect": "symmetric", "reflect_101": "reflect", "replicate": "edge", "constant": "constant"}[border]

    def plane(img):
        padded = np.pad(img.astype(float), r, mode=mode)
        rows = np.array([np.convolve(row, k, mode="valid") for row in padded])
        return np.array([np.convolve(col, k, mode="valid") for col in rows.T]).T

    if image.ndim == 2:
        return plane(image)
    return np.dstack([plane(image[:, :, c]) for c in range(image.shape[2])])
