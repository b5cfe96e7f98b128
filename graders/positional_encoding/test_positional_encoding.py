"""The checks of `positional_encoding`: the standard ones, and odd numbers of columns."""

import numpy as np

from shousi.grading import Fast, assert_close, comparison, level, standard


@comparison
def close(got, expected):
    """Compare so that float32 passes: at position 1,999 an angle is off by 1e-4, and by more if its frequency is."""
    assert_close(got, expected, rtol=0, atol=1e-3)


def draw(rng):
    """Return a length, an even dim, and a base or none."""
    args = int(rng.integers(2, 60)), 2 * int(rng.integers(1, 9))
    return args if rng.random() < 0.5 else (*args, float(rng.choice([50.0, 1000.0, 500000.0])))


def legal(function, length, dim, base=10000.0):
    """Say whether a smaller input is fair."""
    return length >= 1 and dim >= 1 and base > 1


EXAMPLE = np.array(
    [[0, 1, 0, 1], [np.sin(1), np.cos(1), np.sin(0.1), np.cos(0.1)], [np.sin(2), np.cos(2), np.sin(0.2), np.cos(0.2)]]
)

globals().update(
    standard(
        "positional_encoding",
        example=({"length": 3, "dim": 4, "base": 100.0}, EXAMPLE),
        draw=draw,
        compare=close,
        unchanged=False,  # numbers cannot change
        precise=1e-9,
        refuses={"length": [0, -1], "dim": [0, -1]},
        speed=Fast(7, "2,000 positions by 256 columns", lambda rng: (2000, 256, float(rng.uniform(9000, 11000)))),
    )
)


@level("odd dim")
def test_an_odd_dim_ends_with_a_sine(positional_encoding, solution, rng):
    """An odd number of columns ends with a sine, and its exponents are 2i / dim.

    Catches: odd-fails, odd-rounded-up.
    """
    for length, dim in ((1, 3), (9, 1), (9, 5), (int(rng.integers(2, 30)), 7), (30, 15)):
        close(positional_encoding(length, dim), solution.positional_encoding(length, dim))
