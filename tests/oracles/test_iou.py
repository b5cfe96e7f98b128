"""`iou` and `giou` against fractions, which are exact, and against torchvision where it can be imported."""

from fractions import Fraction

import numpy as np
import pytest


def area(left, top, right, bottom):
    return max(right - left, 0) * max(bottom - top, 0)


def exactly(one, other):
    """Return IoU and GIoU of two boxes of integers."""
    overlap = area(max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))
    hull = area(min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
    union = area(*one) + area(*other) - overlap
    return Fraction(overlap, union), Fraction(overlap, union) - Fraction(hull - union, hull)


def boxes(rng, count):
    corners = rng.integers(-9, 9, (count, 2))
    return np.concatenate([corners, corners + rng.integers(1, 9, (count, 2))], axis=1)


def test_iou_and_giou_agree_with_fractions(solution_of):
    ours, rng = solution_of("iou"), np.random.default_rng(1)
    for _ in range(2000):
        one, other = boxes(rng, rng.integers(1, 4)), boxes(rng, rng.integers(1, 4))
        wanted = [[exactly(a, b) for b in other.tolist()] for a in one.tolist()]
        for function, number in ((ours.iou, 0), (ours.giou, 1)):
            right = [[float(pair[number]) for pair in row] for row in wanted]
            np.testing.assert_allclose(function(one, other), right, rtol=1e-12, atol=1e-15)


def test_iou_and_giou_agree_with_torchvision(solution_of):
    try:
        import torch
        from torchvision import ops
    except (ImportError, RuntimeError) as error:  # a build that does not fit the one of torch
        pytest.skip(f"torchvision cannot be imported: {type(error).__name__}")
    ours, rng = solution_of("iou"), np.random.default_rng(2)
    for _ in range(2000):
        one, other = boxes(rng, 3) + rng.random(), boxes(rng, 4) + rng.random()
        pair = torch.tensor(one), torch.tensor(other)
        np.testing.assert_allclose(ours.iou(one, other), ops.box_iou(*pair), rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(ours.giou(one, other), ops.generalized_box_iou(*pair), rtol=1e-9, atol=1e-12)
