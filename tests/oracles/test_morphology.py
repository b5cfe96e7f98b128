"""`erode`, `dilate`, `opening` and `closing` against a plain loop, and where it is installed against SciPy."""

import numpy as np
import pytest


def cases():
    """Yield 300 random images and footprints."""
    rng = np.random.default_rng(1)
    for _ in range(2000):
        image, footprint = rng.normal(size=rng.integers(1, 9, 2)), rng.random(2 * rng.integers(0, 3, 2) + 1) < 0.5
        footprint[footprint.shape[0] // 2, footprint.shape[1] // 2] = True
        yield image, footprint


def plain(image, footprint, sign, extreme):
    """Return the extreme over the places that lie inside."""
    places = sign * (np.argwhere(footprint) - np.array(footprint.shape) // 2)
    out = np.empty_like(image)
    for pixel in np.ndindex(image.shape):
        inside = [
            tuple(pixel + place) for place in places if ((pixel + place >= 0) & (pixel + place < image.shape)).all()
        ]
        out[pixel] = extreme(image[place] for place in inside)
    return out


def test_the_solution_agrees_with_a_plain_loop(solution_of):
    """One pixel and one place at a time."""
    module = solution_of("morphology")
    for image, footprint in cases():
        eroded, dilated = plain(image, footprint, 1, min), plain(image, footprint, -1, max)
        np.testing.assert_array_equal(module.erode(image, footprint), eroded)
        np.testing.assert_array_equal(module.dilate(image, footprint), dilated)
        np.testing.assert_array_equal(module.opening(image, footprint), plain(eroded, footprint, -1, max))
        np.testing.assert_array_equal(module.closing(image, footprint), plain(dilated, footprint, 1, min))


def test_the_solution_agrees_with_scipy(solution_of):
    """Gray morphology with a border that never wins."""
    ndimage, module = pytest.importorskip("scipy.ndimage"), solution_of("morphology")
    for image, footprint in cases():
        eroded = ndimage.grey_erosion(image, footprint=footprint, mode="constant", cval=np.inf)
        dilated = ndimage.grey_dilation(image, footprint=footprint, mode="constant", cval=-np.inf)
        opened = ndimage.grey_dilation(eroded, footprint=footprint, mode="constant", cval=-np.inf)
        closed = ndimage.grey_erosion(dilated, footprint=footprint, mode="constant", cval=np.inf)
        for name, expected in (("erode", eroded), ("dilate", dilated), ("opening", opened), ("closing", closed)):
            np.testing.assert_array_equal(getattr(module, name)(image, footprint), expected)
