"""The checks of `rms_norm`: the standard ones, and what is special about it."""

import functools

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, assert_gradients, level, standard

# Float32 means of some hundred squares are off by 1e-6 of the answer; every mistake is off by more than a hundredth.
close = functools.partial(assert_close, rtol=1e-4)
SHAPES = [(5,), (3, 4), (2, 3, 6), (2, 2, 3, 4)]


def tensor(values):
    """Return a float32 tensor."""
    return Tensor(np.asarray(values, dtype=np.float32))


def draw(rng, shape=None):
    """Return x, weight and eps; the mean of x is not 0, and eps is large enough to matter."""
    shape = shape or SHAPES[rng.integers(len(SHAPES))]
    x = rng.normal(size=shape) * rng.uniform(0.3, 3) + rng.normal()
    return tensor(x), tensor(rng.normal(size=shape[-1])), float(rng.choice([1e-6, 0.1, 1]))


globals().update(
    standard(
        "rms_norm",
        example=(
            {"x": tensor([[3, 4, 0, 0], [1, 7, 5, 5]]), "weight": tensor([1, 2, 1, 3]), "eps": 1e-6},
            tensor([[1.2, 3.2, 0, 0], [0.2, 2.8, 1, 3]]),
        ),
        draw=draw,
        compare=close,
        gradients=("x", "weight"),
        refuses={
            ("weight", "x"): [tensor(np.ones(n)) for n in (1, 3, 5, (2, 4))],
            "eps": [-1e-6],
        },
        speed=Fast(15, "8,000 rows of 64", lambda rng: draw(rng, (8_000, 64))),
    )
)


@level("edge cases")
def test_adds_the_default_eps_to_small_mean_squares(rms_norm, solution, rng):
    """Numbers around 0.001 have a mean square around 1e-6, which is the default eps; eps may be 0.

    Catches: another-default.
    """
    for scale in (1e-2, 1e-3, 1e-4):
        x, weight, _ = draw(rng, (3, 8))
        x = tensor(x.array * scale)
        close(rms_norm(x, weight), solution.rms_norm(x, weight))
    close(rms_norm(x, weight, 0.0), solution.rms_norm(x, weight, 0.0))


@level("edge cases")
def test_leaves_zeros_at_zero(rms_norm, solution, rng):
    """A row of zeros gives zeros, not NaN, and a finite gradient.

    Catches: root-of-zero.
    """
    x, weight, _ = draw(rng, (3, 4))
    x.array[1] = 0
    close(rms_norm(x, weight, 0.01), solution.rms_norm(x, weight, 0.01))
    assert_gradients(rms_norm, solution.rms_norm, (x, weight, 0.01), ("x", "weight"))


@level("half")
def test_squares_half_precision_in_float32(rms_norm, solution, rng):
    """In float16 the square of 300 is already infinite: square in float32.

    Catches: squares-in-half-precision.
    """
    x, weight, _ = draw(rng, (3, 8))
    x, weight = Tensor((1000 * x.array).astype(np.float16)), Tensor(weight.array.astype(np.float16))
    # The answer may be rounded to float16 once or twice: 1e-3 of an element.
    close(rms_norm(x, weight), solution.rms_norm(x, weight), rtol=5e-3)
