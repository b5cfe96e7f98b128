"""`blur` against PyTorch's padding and convolution, and where they are installed against SciPy and OpenCV."""

import numpy as np
import pytest


def cases(borders):
    """Yield 400 random images with the other arguments."""
    rng = np.random.default_rng(1)
    for round_ in range(2000):
        size = int(rng.choice([1, 3, 5, 9]))
        shape = rng.integers(size // 2 + 1, 14, 2)
        yield rng.normal(size=shape), size, float(rng.uniform(0.3, 4)), borders[round_ % len(borders)]


def test_the_solution_agrees_with_pytorch(solution_of):
    """The Gaussian as a 2-D kernel in conv2d; PyTorch's reflect is reflect_101 here."""
    torch = pytest.importorskip("torch")
    functional, blur = torch.nn.functional, solution_of("blur").blur
    modes = {"reflect_101": "reflect", "replicate": "replicate", "constant": "constant"}
    for image, size, sigma, border in cases(list(modes)):
        distance = torch.arange(size, dtype=torch.float64) - size // 2
        kernel = torch.exp(-(distance[:, None] ** 2 + distance**2) / (2 * sigma**2))
        padded = functional.pad(torch.from_numpy(image)[None, None], [size // 2] * 4, mode=modes[border])
        expected = functional.conv2d(padded, (kernel / kernel.sum())[None, None])[0, 0]
        np.testing.assert_allclose(blur(image, size, sigma, border), expected.numpy(), atol=1e-12)


def test_the_solution_agrees_with_scipy(solution_of):
    """scipy.ndimage.gaussian_filter, whose names differ."""
    ndimage = pytest.importorskip("scipy.ndimage")
    modes = {"reflect": "reflect", "reflect_101": "mirror", "replicate": "nearest", "constant": "constant"}
    for image, size, sigma, border in cases(list(modes)):
        expected = ndimage.gaussian_filter(image, sigma, mode=modes[border], radius=size // 2)
        np.testing.assert_allclose(solution_of("blur").blur(image, size, sigma, border), expected, atol=1e-12)


def test_the_solution_agrees_with_opencv(solution_of):
    """cv2.GaussianBlur, whose names these are."""
    cv2 = pytest.importorskip("cv2")
    for image, size, sigma, border in cases(["reflect", "reflect_101", "replicate", "constant"]):
        kind = getattr(cv2, f"BORDER_{border.upper()}")
        expected = cv2.GaussianBlur(image, (size, size), sigma, borderType=kind)
        np.testing.assert_allclose(solution_of("blur").blur(image, size, sigma, border), expected, atol=1e-12)
