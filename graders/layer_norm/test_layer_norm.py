"""The checks of `layer_norm`: the standard ones, and what is special about it."""

import functools

import numpy as np

from shousi.grading import Fast, Tensor, assert_all_close, assert_close, comparison, level, standard

# Float32 means of some hundred terms are off by 1e-6, and dx, in which larger terms cancel, by 1e-5.
RTOL = 1e-4
close = functools.partial(assert_close, rtol=RTOL)


@comparison
def gradients_close(got, expected, rtol=RTOL):
    """Check dx, dweight and dbias."""
    assert_all_close(got, expected, ("dx", "dweight", "dbias"), rtol=rtol)


def tensor(values):
    """Return a float32 tensor."""
    return Tensor(np.asarray(values, dtype=np.float32))


X = tensor([[1, 1, 5, 5], [10, 12, 10, 12]])
WEIGHT, BIAS = tensor([1, 2, 1, 1]), tensor([0, 0, 0, 1])
OUT = tensor([[-1, -2, 1, 2], [-1, 2, -1, 2]])
GRAD = tensor([[4, 0, 2, 0], [0, 1, 4, 0]])
GRADS = (tensor([[1, -1, 0.5, -0.5], [-2, 1, 2, -1]]), tensor([-4, 1, -2, 0]), tensor([4, 1, 6, 0]))
SHAPES = [((3,), (5,)), ((2, 3), (6,)), ((2,), (2, 4)), ((2, 2), (3, 2)), ((4, 2, 3), (4,))]


def draw(rng, batch=None, shape=None):
    """Return x, weight, bias and eps; the mean is not 0, the deviation not 1, and eps large enough to matter."""
    if shape is None:
        batch, shape = SHAPES[rng.integers(len(SHAPES))]
    x = rng.normal(size=(*batch, *shape)) * rng.uniform(0.3, 3) + rng.normal()
    return tensor(x), tensor(rng.normal(size=shape)), tensor(rng.normal(size=shape)), float(rng.choice([1e-5, 0.1, 1]))


def draw_backward(rng, *shapes):
    """Return grad, x, weight and eps."""
    x, weight, _, eps = draw(rng, *shapes)
    return tensor(rng.normal(size=x.array.shape)), x, weight, eps


globals().update(
    standard(
        "layer_norm",
        example=({"x": X, "weight": WEIGHT, "bias": BIAS, "eps": 1e-5}, OUT),
        draw=draw,
        basic="forward",
        compare=close,
        gradients=("x", "weight", "bias"),
        refuses={
            ("weight", "x"): [tensor(np.ones(n)) for n in (3, 5, (2, 2), ())],
            ("bias", "weight"): [{"bias": tensor(np.ones(n))} for n in (1, 5)],
            "eps": [{"eps": -1e-5}],
        },
        speed=Fast(15, "8,000 rows of 64", lambda rng: draw(rng, (8_000,), (64,))),
    )
    | standard(
        "layer_norm_backward",
        example=({"grad": GRAD, "x": X, "weight": WEIGHT, "eps": 1e-5}, GRADS),
        draw=draw_backward,
        basic="backward",
        compare=gradients_close,
        refuses={
            ("grad", "x"): [tensor(np.ones((2, n))) for n in (1, 5)],
            ("weight", "x"): [{"weight": tensor(np.ones(3))}],
            "eps": [{"eps": -1e-5}],
        },
        speed=Fast(15, "8,000 rows of 64", lambda rng: draw_backward(rng, (8_000,), (64,))),
    )
)


@level("edge cases")
def test_keeps_its_digits_far_from_zero(layer_norm, layer_norm_backward, solution, rng):
    """A mean of 1,000 beside a deviation of 1 costs no digits.

    Catches: mean-of-squares-minus-square-of-mean.
    """
    # x itself is exact; its mean may be off by 1e-4, which moves each element as much. The mistake is off by 1e-2.
    far = 2e-3
    for sign in (1000, -1000):
        grad, x, weight, _ = draw_backward(rng, (4,), (16,))
        x = tensor(rng.normal(size=(4, 16)) + sign)
        close(layer_norm(x, weight, weight), solution.layer_norm(x, weight, weight), rtol=far)
        expected = solution.layer_norm_backward(grad, x, weight)
        gradients_close(layer_norm_backward(grad, x, weight), expected, rtol=far)


@level("edge cases")
def test_adds_the_default_eps_to_small_variances(layer_norm, layer_norm_backward, solution, rng):
    """Deviations around 0.003 have a variance around 1e-5, which is the default eps; eps may be 0.

    Catches: another-default.
    """
    for more in ((), (0.0,)):
        grad, x, weight, _ = draw_backward(rng, (3,), (8,))
        x = tensor(0.003 * rng.normal(size=(3, 8)))
        close(layer_norm(x, weight, weight, *more), solution.layer_norm(x, weight, weight, *more))
        expected = solution.layer_norm_backward(grad, x, weight, *more)
        gradients_close(layer_norm_backward(grad, x, weight, *more), expected)
    close(layer_norm(tensor(np.full((2, 4), 3)), WEIGHT, BIAS), tensor([BIAS.array, BIAS.array]))


@level("edge cases")
def test_takes_x_without_a_batch(layer_norm, layer_norm_backward, solution, rng):
    """x may have just the axes of the weight; dweight and dbias then have nothing to sum over.

    Catches: sums-over-no-axes.
    """
    for shape in ((5,), (2, 4)):
        args = draw(rng, (), shape)
        close(layer_norm(*args), solution.layer_norm(*args))
        args = draw_backward(rng, (), shape)
        gradients_close(layer_norm_backward(*args), solution.layer_norm_backward(*args))
