"""`anchors` against the formulas, written out for one anchor and one number at a time."""

import math

import numpy as np


def by_the_formulas(height, width, stride, scales, ratios):
    """Return the anchors one by one."""
    rows = []
    for i, j, ratio, scale in (
        (i, j, r, s) for i in range(height) for j in range(width) for r in ratios for s in scales
    ):
        w = math.sqrt(scale**2 / ratio)
        x, y = j * stride + stride / 2, i * stride + stride / 2
        rows.append([x - w / 2, y - ratio * w / 2, x + w / 2, y + ratio * w / 2])
    return rows


def test_the_solution_agrees_with_the_formulas(solution_of):
    """500 random maps; the offsets of their anchors from each other, there and back."""
    module, rng = solution_of("anchors"), np.random.default_rng(1)
    for _ in range(2000):
        height, width, stride = rng.integers(1, 6, 3).tolist()
        scales, ratios = (
            rng.uniform(1, 99, rng.integers(1, 4)).tolist(),
            rng.uniform(0.1, 9, rng.integers(1, 4)).tolist(),
        )
        got = module.anchors((height, width), stride, scales, ratios)
        np.testing.assert_allclose(got, by_the_formulas(height, width, stride, scales, ratios), rtol=1e-12, atol=1e-12)
        boxes = rng.permutation(got)
        offsets = module.encode(boxes, got)
        for (x1, y1, x2, y2), (a1, b1, a2, b2), row in zip(boxes.tolist(), got.tolist(), offsets.tolist(), strict=True):
            w, h = a2 - a1, b2 - b1
            way = ((x1 + x2 - a1 - a2) / 2 / w, (y1 + y2 - b1 - b2) / 2 / h)
            np.testing.assert_allclose(row, [*way, math.log((x2 - x1) / w), math.log((y2 - y1) / h)], atol=1e-9)
        np.testing.assert_allclose(module.decode(offsets, got), boxes, atol=1e-9)
