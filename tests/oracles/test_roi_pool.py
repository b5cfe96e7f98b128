"""`roi_pool` against torchvision's kernel, written out for single cells, and against torchvision itself."""

from fractions import Fraction
from math import ceil, floor

import numpy as np
import pytest


def by_the_kernel(plane, box, output_size, scale):
    """Return the bins of one box and one channel."""
    x1, y1, x2, y2 = (floor(value * scale + 0.5) for value in box.tolist())
    out = np.zeros(output_size)
    for i, j in np.ndindex(*output_size):
        size = [Fraction(max(b - a + 1, 1), bins) for a, b, bins in zip((y1, x1), (y2, x2), output_size, strict=True)]
        rows = range(y1 + floor(i * size[0]), y1 + ceil((i + 1) * size[0]))
        columns = range(x1 + floor(j * size[1]), x1 + ceil((j + 1) * size[1]))
        inside = [(r, c) for r in rows for c in columns if 0 <= r < plane.shape[0] and 0 <= c < plane.shape[1]]
        out[i, j] = max((plane[place] for place in inside), default=0.0)
    return out


def cases():
    """Yield the arguments of 1,000 calls with one channel and one box."""
    rng = np.random.default_rng(1)
    for _ in range(2000):
        start = rng.uniform(-6, 12, (1, 2))
        box = np.hstack([start, start + rng.uniform(0, 12, (1, 2))])
        size = tuple(rng.integers(1, 5, 2).tolist())
        yield rng.normal(size=(1, *rng.integers(1, 9, 2))), box, size, float(rng.choice([1, 0.5]))


def test_the_solution_agrees_with_the_kernel(solution_of):
    """1,000 random calls, inside the map and outside."""
    for features, boxes, size, scale in cases():
        expected = by_the_kernel(features[0], boxes[0], size, scale)
        np.testing.assert_array_equal(solution_of("roi_pool").roi_pool(features, boxes, size, scale)[0, 0], expected)


def test_the_solution_agrees_with_torchvision(solution_of):
    """The same calls against torchvision, where a build of it fits the torch that is installed."""
    try:
        import torch
        from torchvision.ops import roi_pool as theirs
    except (ImportError, RuntimeError, AttributeError) as error:
        pytest.skip(f"torchvision does not import beside this torch: {error}")
    for features, boxes, size, scale in cases():
        rows = torch.from_numpy(np.hstack([np.zeros((1, 1)), boxes]))
        expected = theirs(torch.from_numpy(features[None]), rows, size, scale).numpy()
        np.testing.assert_array_equal(solution_of("roi_pool").roi_pool(features, boxes, size, scale), expected)
