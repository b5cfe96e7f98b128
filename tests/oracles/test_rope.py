"""The solution of `rope` against turns of complex numbers in float64, one pair after the other."""

import cmath

import pytest

torch = pytest.importorskip("torch")


def _turned(vector, position, base, pairs):
    result = [0.0] * len(vector)
    for i, (one, two) in enumerate(pairs):
        angle = position * base ** (-2 * i / len(vector))
        number = complex(vector[one], vector[two]) * cmath.exp(1j * angle)
        result[one], result[two] = number.real, number.imag
    return result


def test_rope_agrees_with_complex_numbers(solution_of):
    rope = solution_of("rope").rope
    draw = torch.Generator().manual_seed(0)
    for turn in range(2000):
        h, n, half = torch.randint(1, 5, (3,), generator=draw).tolist()
        x = torch.randn(1, h, n, 2 * half, generator=draw)
        positions = torch.randint(0, 200, (n,), generator=draw)
        base = (100.0, 10000.0, 500000.0)[turn % 3]
        for interleaved in (False, True):
            pairs = [(2 * i, 2 * i + 1) if interleaved else (i, i + half) for i in range(half)]
            rows = zip(x[0].tolist(), strict=True)
            expected = [
                [_turned(vector, p, base, pairs) for vector, p in zip(head, positions.tolist(), strict=True)]
                for (head,) in rows
            ]
            got = rope(x, positions, base, interleaved)[0]
            torch.testing.assert_close(got, torch.tensor(expected), rtol=1e-4, atol=2e-4)
