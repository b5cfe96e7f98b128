"""The solution of `positional_encoding` against the formula of the paper, one element after the other."""

import math
import random

import numpy as np


def _element(position, column, dim, base):
    angle = position / math.pow(base, 2 * (column // 2) / dim)
    return math.cos(angle) if column % 2 else math.sin(angle)


def test_positional_encoding_agrees_with_the_formula(solution_of):
    solution = solution_of("positional_encoding").positional_encoding
    draw = random.Random(0)
    for _ in range(2000):
        length, dim, base = draw.randint(1, 40), draw.randint(1, 12), draw.choice((50.0, 10000.0, 500000.0))
        expected = [[_element(p, c, dim, base) for c in range(dim)] for p in range(length)]
        np.testing.assert_allclose(solution(length, dim, base), expected, rtol=0, atol=1e-12)
