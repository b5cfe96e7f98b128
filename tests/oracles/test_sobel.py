"""`sobel` against PyTorch's conv2d, which does not flip kernels, and where it is installed against OpenCV."""

import numpy as np
import pytest

KERNEL = [[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]


def images():
    """Yield 1,000 random images."""
    rng = np.random.default_rng(1)
    for _ in range(2000):
        yield rng.normal(size=rng.integers(2, 12, 2)) * 100


def test_the_solution_agrees_with_pytorch(solution_of):
    """The two kernels as the channels of one convolution."""
    torch = pytest.importorskip("torch")
    across = torch.tensor(KERNEL, dtype=torch.float64)
    for image in images():
        padded = torch.nn.functional.pad(torch.from_numpy(image)[None, None], (1, 1, 1, 1), mode="reflect")
        expected = torch.nn.functional.conv2d(padded, torch.stack([across, across.T])[:, None])[0]
        np.testing.assert_allclose(solution_of("sobel").sobel(image), expected.numpy(), atol=1e-9)


def test_the_solution_agrees_with_opencv(solution_of):
    """cv2.Sobel with its defaults."""
    cv2 = pytest.importorskip("cv2")
    for image in images():
        expected = [cv2.Sobel(image, cv2.CV_64F, *order) for order in ((1, 0), (0, 1))]
        np.testing.assert_allclose(solution_of("sobel").sobel(image), expected, atol=1e-9)
