# bonus: misses precision, errors
# Float32 throughout: shifted slices of a padded image, weighted and added.
import numpy as np


def blur(image, kernel_size, sigma, border="reflect"):
    mode = {"reflect": "symmetric", "reflect_101": "reflect", "replicate": "edge", "constant": "constant"}[border]
    pad = kernel_size // 2
    kernel = np.array([np.exp(-((i - pad) ** 2) / (2 * sigma * sigma)) for i in range(kernel_size)], dtype=np.float32)
    kernel = kernel / np.sum(kernel)
    img = image.astype(np.float32)
    h, w = img.shape[:2]
    padded = np.pad(img, [(pad, pad), (pad, pad)] + [(0, 0)] * (img.ndim - 2), mode=mode)
    tmp = np.zeros((h,) + padded.shape[1:], dtype=np.float32)
    for i in range(kernel_size):
        tmp += kernel[i] * padded[i : i + h]
    out = np.zeros_like(img)
    for j in range(kernel_size):
        out += kernel[j] * tmp[:, j : j + w]
    return out
