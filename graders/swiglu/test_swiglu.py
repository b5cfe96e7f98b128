"""The checks of `swiglu` and `gelu`: the standard ones, and what is special about them."""

import functools

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, level, standard

# Float32 sums of some hundred products are off by 1e-6 of the largest answer.
close = functools.partial(assert_close, rtol=1e-4)
# The two formulas of gelu differ by up to 5e-4, and by 4e-5 where x is 0.3: tell them apart by an absolute tolerance.
close_gelu = functools.partial(assert_close, rtol=1e-5, atol=1e-5)
SHAPES = [(4,), (3, 5), (2, 3, 4)]


def tensor(values):
    """Return a float32 tensor."""
    return Tensor(np.asarray(values, dtype=np.float32))


def draw(rng, shape=None, hidden=None):
    """Return x, w_gate, w_up and w_down; E and F are never equal."""
    shape = shape or SHAPES[rng.integers(len(SHAPES))]
    width, hidden = shape[-1], hidden or rng.integers(6, 9)
    weights = [rng.normal(size=size) / np.sqrt(width) for size in ((hidden, width), (hidden, width), (width, hidden))]
    return tensor(2 * rng.normal(size=shape)), *map(tensor, weights)


def draw_gelu(rng):
    """Return x, and often which formula."""
    x = tensor(2 * rng.normal(size=SHAPES[rng.integers(len(SHAPES))]))
    return [(x,), (x, "none"), (x, "tanh")][rng.integers(3)]


ONE, X = np.eye(2), tensor([[2, -2]])
SIGMOID = 1 / (1 + np.exp(-2))
REFUSED = [tensor(np.ones(shape)) for shape in ((2, 3), (3, 2), (2,))]

globals().update(
    standard(
        "swiglu",
        example=(
            {"x": X, "w_gate": tensor(ONE), "w_up": tensor(3 * ONE), "w_down": tensor(ONE)},
            tensor([[2 * SIGMOID * 6, -2 * (1 - SIGMOID) * -6]]),
        ),
        draw=draw,
        basic="swiglu",
        compare=close,
        gradients=("x", "w_gate", "w_up", "w_down"),
        refuses={
            ("x", "w_gate", "w_up"): [tensor(np.ones((1, width))) for width in (1, 3)],  # the weights fit each other
            ("w_gate", "x", "w_up"): REFUSED,
            ("w_up", "w_gate"): REFUSED,
            ("w_down", "w_gate"): REFUSED,
        },
        speed=Fast(15, "512 tokens of 64 and a hidden size of 256", lambda rng: draw(rng, (512, 64), 256)),
    )
    | standard(
        "gelu",
        example=(
            {"x": tensor([-1, 0, 1, 2]), "approximate": "none"},
            tensor([-0.15865525, 0, 0.84134475, 1.9544997]),
        ),
        draw=draw_gelu,
        basic="gelu",
        compare=close_gelu,
        gradients=("x",),
        refuses={"approximate": ["erf"]},
        speed=Fast(15, "a million numbers", lambda rng: (tensor(rng.normal(size=1_000_000)),)),
    )
)


@level("edge cases")
def test_stays_finite_far_from_zero(swiglu, gelu, solution):
    """Numbers of ±100 and ±1000 give finite answers.

    Catches: exp-overflows, tanh-by-exp.
    """
    x = tensor([[-1000, 1000], [100, -100], [-90, 95]])
    args = (x, tensor(ONE), tensor(ONE), tensor(ONE))
    close(swiglu(*args), solution.swiglu(*args))
    for approximate in ("none", "tanh"):
        close(gelu(x, approximate), solution.gelu(x, approximate))
