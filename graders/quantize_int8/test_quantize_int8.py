"""The checks of `quantize_int8`: the standard ones, and what is special about it.

Random arrays are made from integers and remainders below 0.4 of a step, so that rounding is the same in any arithmetic.
"""

import numpy as np

from shousi.grading import Fast, assert_close, comparison, level, reject, standard

X = np.array([-0.55, 0.004, 0.5, 2.0])
QUANTIZE = {"x": X, "axis": None, "symmetric": False}
ANSWER = (np.array([-128, -73, -23, 127]), 0.01, -73)
BACK = ({"q": ANSWER[0].astype(np.int8), "scale": 0.01, "zero_point": -73}, X * [1, 0, 1, 1])
PRODUCT = {"qa": np.array([[-128, -23]], np.int8), "scale_a": 0.01, "zero_a": -73}
PRODUCT |= {"qb": np.array([[100], [50]], np.int8), "scale_b": 0.02, "zero_b": 0}
TIMES = (PRODUCT, np.array([[-0.6]]))


@comparison
def assert_quantized(got, expected):
    """Compare q exactly, the scale to 1e-5 (float32 passes), and the zero point, which may be one 0 for all."""
    q, scale, zero = parts_of(got)
    assert_close(q, np.asarray(expected[0], dtype=float), rtol=0.0, atol=1e-6)
    assert_close(scale, expected[1])
    wanted = np.asarray(expected[2], dtype=float)
    if wanted.any() or np.size(zero) != 1:
        assert_close(zero, wanted, rtol=0.0, atol=1e-6)
    else:
        assert_close(np.sum(zero), np.float64(0), atol=1e-6)


def parts_of(got):
    """Return q, scale and zero point, or say that there are not three."""
    if not isinstance(got, tuple | list) or len(got) != 3:
        reject("expected a tuple of three: q, scale, zero_point.")
    return got


def slices(rng, count, size, symmetric):
    """Return rows whose range, scale and zero point are known not to be near a half."""
    rows = []
    for _ in range(count):
        zero = rng.integers(30, 220) + rng.uniform(-0.4, 0.4)  # steps below 0
        low, high = (-127, 127) if symmetric else (-zero, 255 - zero)
        inner = rng.integers(np.ceil(low) + 1, np.floor(high), size) + rng.uniform(-0.4, 0.4, size)
        ends = [rng.choice([low, high])] if symmetric else [low, high]
        rows.append(rng.permutation([*inner[len(ends) :], *ends]) * rng.uniform(0.01, 1))
    return np.array(rows)


def draw_quantize(rng):
    """Return an array of two axes, an axis or None, and whether it is symmetric."""
    symmetric = bool(rng.integers(2))
    axis = (None, 0, 1)[rng.integers(3)]
    count, size = rng.integers(2, 5), rng.integers(6, 9)
    if axis is None:
        return slices(rng, 1, count * size, symmetric).reshape(count, size), axis, symmetric
    rows = slices(rng, count, size, symmetric)
    return (rows if axis == 0 else rows.T.copy()), axis, symmetric


def draw_dequantize(rng):
    """Return int8 numbers of three axes, with scales and zero points for all or along an axis."""
    shape = tuple(rng.integers(2, 5, 3))
    q = rng.integers(-128, 128, shape).astype(np.int8)
    axis = (None, *range(len(shape)), -1)[rng.integers(len(shape) + 2)]
    if axis is None:
        return q, float(rng.uniform(0.01, 1)), int(rng.integers(-128, 128)), axis
    size = shape[axis]
    return q, rng.uniform(0.01, 1, size), rng.integers(-128, 128, size), axis


def draw_product(rng):
    """Return two matrices, the second with scales and zero points for all or for each column."""
    m, k, n = rng.integers(2, 5), rng.integers(5, 90), rng.integers(2, 6)
    qa, qb = (rng.integers(-128, 128, shape).astype(np.int8) for shape in ((m, k), (k, n)))
    scale, zero = rng.uniform(0.01, 1, n), rng.integers(-128, 128, n)
    if rng.integers(2):
        scale, zero = float(scale[0]), int(zero[0])
    return qa, float(rng.uniform(0.01, 1)), int(rng.integers(-128, 128)), qb, scale, zero


globals().update(
    standard(
        "quantize",
        basic="quantize",
        edge="quantize",
        example=(QUANTIZE, ANSWER),
        draw=draw_quantize,
        rounds=40,
        compare=assert_quantized,
        refuses={"x": [np.zeros(0), np.array([1.0, np.nan]), np.array([np.inf])], "axis": [1, -2]},
        speed=Fast(15, "400 rows of 500", lambda rng: (slices(rng, 400, 500, False), 0, False)),
    )
)
globals().update(standard("dequantize", basic="dequantize", edge="dequantize", example=BACK, draw=draw_dequantize))
globals().update(standard("quantized_matmul", basic="dequantize", edge="dequantize", example=TIMES, draw=draw_product))


@level("quantize")
def test_takes_any_axis(quantize, solution, rng):
    """The axis may be negative or left out, and the array may have three axes or one.

    Catches: no-negative-axis.
    """
    x = slices(rng, 2, 8, True)
    assert_quantized(quantize(x), solution.quantize(x))
    for symmetric in (True, False):
        x = slices(rng, 3, 8, symmetric)
        cube = x.reshape(3, 2, 4)
        for args in ((x, -2), (x.T, -1), (cube, 0), (cube.transpose(1, 0, 2), -2), (cube.transpose(1, 2, 0), 2)):
            assert_quantized(quantize(*args, symmetric), solution.quantize(*args, symmetric))


@level("quantize")
def test_holds_zero_in_its_range(quantize, solution, rng):
    """Numbers of one sign, and equal ones: the range is widened to hold 0. What rounds to 128 is clipped.

    Catches: range-without-zero, not-clipped.
    """
    steps = np.array([255, *(rng.integers(100, 254, 7) + rng.uniform(-0.4, 0.4, 7))]) * 0.01
    for x in (steps, -steps, np.full(3, 5.0), np.full(3, -5.0)):
        assert_quantized(quantize(x, None, False), solution.quantize(x, None, False))
    q = parts_of(quantize(np.array([-1.5, 253.5]), None, False))[0]
    assert_close(np.asarray(q, dtype=float)[1], 127.0)  # 254 - 126 before, however halves are rounded


@level("quantize")
def test_takes_zeros(quantize):
    """Zeros, alone or in a row of their own, stand for zeros.

    Catches: scale-of-zero.
    """
    rows = np.array([[0.0, 0, 0], [1, -2, 2]])
    for symmetric in (True, False):
        for x, axis in ((np.zeros(3), None), (rows, 0)):
            q, scale, zero = (np.asarray(part, dtype=float) for part in parts_of(quantize(x, axis, symmetric)))
            if not (np.isfinite(scale).all() and (scale > 0).all()):
                reject("the scale must be a positive number, also where all numbers are 0.", got=str(scale))
            first = (q[0] - zero.flat[0]) if axis == 0 else q - zero
            assert_close(first, np.zeros(3), atol=1e-6)
