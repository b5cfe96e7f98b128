"""`hog` against loops over single pixels, and where it is installed against scikit-image."""

import math

import numpy as np
import pytest


def cases():
    """Yield 200 random images, cells, blocks and bins."""
    rng = np.random.default_rng(1)
    for _ in range(2000):
        cell, block = rng.integers(2, 6), rng.integers(1, 4)
        shape = cell * (block + rng.integers(0, 3, 2)) + rng.integers(0, cell, 2)
        yield rng.normal(size=shape), int(cell), int(block), int(rng.choice([5, 7, 9]))


def by_pixels(image, cell, bins):
    """Return the histograms with shared votes, one pixel at a time."""
    height, width = image.shape
    out = np.zeros((height // cell, width // cell, bins))
    for r, c in np.ndindex(height // cell * cell, width // cell * cell):
        gx = image[r, c + 1] - image[r, c - 1] if 0 < c < width - 1 else 0.0
        gy = image[r + 1, c] - image[r - 1, c] if 0 < r < height - 1 else 0.0
        angle = math.degrees(math.atan2(gy, gx)) % 180
        for k in range(bins):
            apart = abs(angle - 180 * (k + 0.5) / bins)
            share = max(0.0, 1 - min(apart, 180 - apart) / (180 / bins))
            out[r // cell, c // cell, k] += share * math.hypot(gx, gy) / cell**2
    return out


def test_shared_votes_agree_with_loops(solution_of):
    """The shares of all bins by their distance."""
    for image, cell, _, bins in cases():
        got = solution_of("hog").cell_histograms(image, cell, bins, interpolate=True)
        np.testing.assert_allclose(got, by_pixels(image, cell, bins), atol=1e-9)


def test_the_solution_agrees_with_scikit_image(solution_of):
    """skimage.feature.hog with its default norm."""
    feature, hog = pytest.importorskip("skimage.feature"), solution_of("hog").hog
    for image, cell, block, bins in cases():
        expected = feature.hog(image, bins, (cell, cell), (block, block))
        np.testing.assert_allclose(hog(image, cell, block, bins), expected, atol=1e-7)
