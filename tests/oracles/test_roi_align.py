"""`roi_align` against the kernel of torchvision, written out for single numbers, and against torchvision itself."""

import numpy as np
import pytest


def read(plane, y, x):
    """Return the bilinear value at (y, x), as torchvision's bilinear_interpolate has it."""
    height, width = plane.shape
    if y < -1 or y > height or x < -1 or x > width:
        return 0.0
    y, x = max(y, 0.0), max(x, 0.0)
    y0, x0 = min(int(y), height - 1), min(int(x), width - 1)
    y1, x1 = min(y0 + 1, height - 1), min(x0 + 1, width - 1)
    dy, dx = (y - y0 if y0 < height - 1 else 0.0), (x - x0 if x0 < width - 1 else 0.0)
    above = (1 - dx) * plane[y0, x0] + dx * plane[y0, x1]
    return (1 - dy) * above + dy * ((1 - dx) * plane[y1, x0] + dx * plane[y1, x1])


def by_the_kernel(features, box, output_size, scale, ratio, aligned):
    """Return the bins of one box, one by one."""
    x1, y1, x2, y2 = (float(value) * scale - 0.5 * aligned for value in box)
    width, height = (x2 - x1, y2 - y1) if aligned else (max(x2 - x1, 1.0), max(y2 - y1, 1.0))
    out = np.zeros((len(features), *output_size))
    for c, i, j in np.ndindex(*out.shape):
        bin_h, bin_w = height / output_size[0], width / output_size[1]
        ys = [y1 + i * bin_h + (k + 0.5) * bin_h / ratio for k in range(ratio)]
        xs = [x1 + j * bin_w + (k + 0.5) * bin_w / ratio for k in range(ratio)]
        out[c, i, j] = sum(read(features[c], y, x) for y in ys for x in xs) / ratio**2
    return out


def cases():
    """Yield the arguments of 500 calls."""
    rng = np.random.default_rng(1)
    for round_ in range(2000):
        start = rng.uniform(-6, 12, (1, 2))
        boxes = np.hstack([start, start + rng.uniform(0.1, 12, (1, 2))])
        features, size = rng.normal(size=rng.integers(1, 6, 3)), tuple(rng.integers(1, 4, 2).tolist())
        yield features, boxes, size, float(rng.choice([1, 0.5])), int(rng.integers(1, 4)), bool(round_ % 2)


def test_the_solution_agrees_with_the_kernel(solution_of):
    """500 random calls, aligned and not, inside the map and outside."""
    roi_align = solution_of("roi_align").roi_align
    for features, boxes, *options in cases():
        expected = by_the_kernel(features, boxes[0], *options)
        np.testing.assert_allclose(roi_align(features, boxes, *options)[0], expected, atol=1e-12)


def test_the_solution_agrees_with_torchvision(solution_of):
    """The same calls against torchvision, where a build of it fits the torch that is installed."""
    try:
        import torch
        from torchvision.ops import roi_align as theirs
    except (ImportError, RuntimeError, AttributeError) as error:
        pytest.skip(f"torchvision does not import beside this torch: {error}")
    for features, boxes, size, scale, ratio, aligned in cases():
        rows = torch.from_numpy(np.hstack([np.zeros((1, 1)), boxes]))
        expected = theirs(torch.from_numpy(features[None]), rows, size, scale, ratio, aligned).numpy()
        got = solution_of("roi_align").roi_align(features, boxes, size, scale, ratio, aligned)
        np.testing.assert_allclose(got, expected, atol=1e-12)
