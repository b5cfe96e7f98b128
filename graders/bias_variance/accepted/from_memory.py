# bonus: misses errors
# As most people type it.
import numpy as np


def bias_variance(predictions, labels):
    f_bar = np.mean(predictions, axis=0)
    y_bar = np.mean(labels, axis=0)
    bias2 = np.mean((f_bar - y_bar) ** 2)
    variance = np.mean((predictions - f_bar) ** 2)
    noise = np.mean((labels - y_bar) ** 2)
    return bias2, variance, noise
