"""The checks of `se_block`: the standard ones, and what is special about it."""

import functools

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, assert_gradients, level, standard

# Float32 sums of some hundred products are off by 1e-6 of the answer; every mistake is off by more than a hundredth.
close = functools.partial(assert_close, rtol=1e-4)


def tensor(values):
    """Return a float32 tensor."""
    return Tensor(np.asarray(values, dtype=np.float32))


def draw(rng, shape=None, hidden=None, scale=2.0):
    """Return x, whose channels have different means, and the weights; gates vary between 0 and 1."""
    shape = shape or tuple(rng.integers(1, 6, 4))
    channels, hidden = shape[1], hidden or rng.integers(1, 5)
    x = rng.normal(size=shape) + 2 * rng.normal(size=(*shape[:2], 1, 1))
    w1, b1, w2, b2 = (rng.normal(size=size) for size in ((hidden, channels), hidden, (channels, hidden), channels))
    return tensor(x), tensor(w1 / np.sqrt(channels)), tensor(b1), tensor(scale * w2 / np.sqrt(hidden)), tensor(b2)


def ones(*shapes):
    """Return a tensor of ones of each shape."""
    return [tensor(np.ones(shape)) for shape in shapes]


X = tensor([[[[1, 3]], [[2, -2]]]])
WEIGHTS = {"w1": tensor([[1, 1], [-1, 0]]), "b1": tensor([1, 0])}
WEIGHTS |= {"w2": tensor([[0, 5], [-1, 5]]), "b2": tensor([0, 0])}
GATE = 1 / (1 + np.exp(3))

globals().update(
    standard(
        "se_block",
        example=({"x": X, **WEIGHTS}, tensor([[[[0.5, 1.5]], [[2 * GATE, -2 * GATE]]]])),
        draw=draw,
        compare=close,
        gradients=("x", "w1", "b1", "w2", "b2"),
        refuses={
            "x": ones((2, 1, 2), (1, 2, 1, 2, 1)),
            ("w1", "x"): ones((2, 3), (2, 1), (2,), (2, 2, 1)),
            ("b1", "w1"): ones((1,), (3,), (2, 1)),
            ("w2", "w1"): ones((3, 2), (1, 2), (2, 3), (2, 1)),
            ("b2", "w1"): ones((3,), (1,), (2, 1)),
        },
        speed=Fast(15, "64 images of 256 channels", lambda rng: draw(rng, (64, 256, 7, 7), 16)),
    )
)


@level("edge cases")
def test_stays_finite_where_gates_are_almost_0_or_1(se_block, solution, rng):
    """Gates of sigmoid(±1000) are 0 and 1, and the gradients through them are 0, not NaN.

    Catches: sigmoid-by-exp.
    """
    args = draw(rng, (3, 4, 2, 3), 3, scale=5000)
    close(se_block(*args), solution.se_block(*args))
    assert_gradients(se_block, solution.se_block, args, ("x", "w2"))
