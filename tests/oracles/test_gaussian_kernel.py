"""`gaussian_kernel` against OpenCV for odd sizes, and against SciPy for all."""

import numpy as np
import pytest


def test_gaussian_kernel_agrees_with_opencv(solution_of):
    cv2, kernel = pytest.importorskip("cv2"), solution_of("gaussian_kernel").gaussian_kernel
    rng = np.random.default_rng(1)
    for _ in range(2000):
        size, sigma = int(2 * rng.integers(0, 16) + 1), float(rng.uniform(0.2, 8))
        if size > 9 and rng.random() < 0.3:
            sigma = 0.0  # up to 9, OpenCV takes fixed tables where sigma is not given
        line = cv2.getGaussianKernel(size, sigma, cv2.CV_64F)
        np.testing.assert_allclose(kernel(size, sigma), line @ line.T, rtol=1e-9, atol=1e-15)


def test_gaussian_kernel_agrees_with_scipy(solution_of):
    windows, kernel = pytest.importorskip("scipy.signal.windows"), solution_of("gaussian_kernel").gaussian_kernel
    rng = np.random.default_rng(2)
    for _ in range(2000):
        size, sigma = int(rng.integers(1, 32)), float(rng.uniform(0.2, 8))
        line = windows.gaussian(size, sigma)
        line /= line.sum()
        np.testing.assert_allclose(kernel(size, sigma), np.outer(line, line), rtol=1e-9, atol=1e-300)
