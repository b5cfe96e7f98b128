"""The checks of `rope`: the standard ones, positions, and the interleaved layout."""

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, comparison, level, standard


@comparison
def close(got, expected):
    """Compare in float32: at position 200, frequencies that were computed in another way move angles by 1e-4."""
    assert_close(got, expected, rtol=5e-4)


def normal(rng, *shape):
    """Return a random float32 tensor."""
    return Tensor(rng.normal(size=shape).astype(np.float32))


def draw_x(rng):
    """Return queries or keys of two pairs at least."""
    return normal(rng, *rng.integers(1, 4, 2), rng.integers(2, 9), 2 * rng.integers(2, 6))


def draw(rng):
    """Return the tensor alone, or with another base."""
    return (draw_x(rng), None, float(rng.choice([100.0, 500.0, 10000.0, 500000.0])))[:: rng.choice([1, 3])]


def draw_positions(rng, length):
    """Return positions of an order and a beginning of their own."""
    return Tensor(rng.integers(0, 200, length))


def legal(function, x, positions=None, base=10000.0, interleaved=False):
    """Say whether a smaller input is fair: full pairs, a position for each vector, and a base that makes angles."""
    placed = positions is None or (positions.array.shape == x.array.shape[2:3] and bool((positions.array >= 0).all()))
    return placed and x.array.size > 0 and x.array.shape[3] % 2 == 0 and base > 1


EXAMPLE = {"x": Tensor(np.arange(1, 5, dtype=np.float32).reshape(1, 1, 1, 4)), "positions": Tensor(np.array([2]))}
TURNED = Tensor(np.array([-3.1440, -2.2853, -0.3391, 3.8442], np.float32).reshape(1, 1, 1, 4))

globals().update(
    standard(
        "rope",
        example=({**EXAMPLE, "base": 4.0}, TURNED),
        draw=draw,
        compare=close,
        gradients=("x",),
        refuses={"x": [Tensor(np.ones((1, 1, 1, 3), np.float32)), Tensor(np.ones((1, 1, 1, 5), np.float32))]},
        speed=Fast(10, "2 sequences of 256 in 8 heads of 64", lambda rng: (normal(rng, 2, 8, 256, 64),)),
    )
)


@level("positions")
def test_turns_by_the_positions_given(rope, solution, rng):
    """Each vector is rotated by its position, wherever the sequence begins.

    Catches: positions-from-zero, positions-sorted.
    """
    for _ in range(4):
        x = draw_x(rng)
        length = x.array.shape[2]
        for positions in (Tensor(np.arange(7, 7 + length)), draw_positions(rng, length)):
            close(rope(x, positions), solution.rope(x, positions))


@level("interleaved")
def test_interleaved_pairs_are_neighbors(rope, solution, rng):
    """With interleaved, features 2i and 2i + 1 are a pair, and stay in their places.

    Catches: interleaved-ignored, interleaved-put-back-in-halves.
    """
    for _ in range(4):
        x = draw_x(rng)
        close(rope(x, interleaved=True), solution.rope(x, interleaved=True))
