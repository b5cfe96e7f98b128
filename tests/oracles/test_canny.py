"""Canny's steps against loops over single pixels, and where it is installed against OpenCV."""

import math

import numpy as np
import pytest


def images():
    """Yield 200 random images of whole numbers without two equal neighboring magnitudes, and thresholds."""
    rng = np.random.default_rng(1)
    found = 0
    while found < 200:
        image = rng.integers(0, 256, rng.integers(2, 9, 2), dtype=np.uint8)
        gx, gy = kernels(image)
        squares = np.pad(gx * gx + gy * gy, 1)
        windows = np.lib.stride_tricks.sliding_window_view(squares, (3, 3)).reshape(*image.shape, 9)
        if (np.delete(windows, 4, 2) != windows[..., 4:5]).all():
            found += 1
            yield image, *np.sort(rng.integers(50, 900, 2)) + 0.0


def kernels(image):
    """Return gx and gy, the kernels written out."""
    padded, (height, width) = np.pad(image.astype(int), 1, mode="edge"), image.shape
    kernel = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    shifted = {(i, j): padded[i : i + height, j : j + width] for i in range(3) for j in range(3)}
    return [sum(k[i][j] * shifted[i, j] for i, j in shifted) for k in (kernel, np.transpose(kernel))]


def by_pixels(image, low, high):
    """Return the thinned magnitudes and the edges, pixel by pixel."""
    gx, gy = kernels(image)
    height, width = image.shape
    magnitude = {(r, c): math.hypot(gx[r, c], gy[r, c]) for r in range(height) for c in range(width)}
    thinned = np.zeros(image.shape)
    for (r, c), value in magnitude.items():
        angle = math.degrees(math.atan2(gy[r, c], gx[r, c])) % 180
        distance = {min(abs(angle - a), 180 - abs(angle - a)): step for a, step in STEPS.items()}
        dr, dc = distance[min(distance)]
        if value > max(magnitude.get((r + dr, c + dc), 0), magnitude.get((r - dr, c - dc), 0)):
            thinned[r, c] = value
    reached, todo = set(), list(zip(*np.where(thinned > high), strict=True))
    while todo:
        r, c = todo.pop()
        reached.add((r, c))
        near = [(r + i, c + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        todo += [p for p in near if p in magnitude and p not in reached and thinned[p] > low]
    return thinned, np.array([[(r, c) in reached for c in range(width)] for r in range(height)])


STEPS = {0: (0, 1), 45: (1, 1), 90: (1, 0), 135: (1, -1)}


def test_the_solution_agrees_with_loops(solution_of):
    """Each step on 200 images."""
    module = solution_of("canny")
    for image, low, high in images():
        thinned, edges = by_pixels(image, low, high)
        np.testing.assert_allclose(module.thin(*module.gradient(image)), thinned, rtol=1e-12)
        np.testing.assert_array_equal(module.canny(image, low, high), edges)


def test_the_solution_agrees_with_opencv(solution_of):
    """cv2.Canny with the Euclidean magnitude."""
    cv2, canny = pytest.importorskip("cv2"), solution_of("canny").canny
    for image, low, high in images():
        expected = cv2.Canny(image, low, high, L2gradient=True) > 0
        np.testing.assert_array_equal(canny(image, low, high), expected)
