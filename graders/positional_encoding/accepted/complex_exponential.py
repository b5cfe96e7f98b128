# bonus: misses errors
# Imaginary and real part of a complex exponential.
import numpy as np


def positional_encoding(length, dim, base=10000.0):
    z = np.exp(1j * np.outer(np.arange(length), base ** (-np.arange(0, dim, 2) / dim)))
    return np.stack([z.imag, z.real], axis=-1).reshape(length, -1)[:, :dim]
