"""The checks of `batch_norm`: the standard ones of both functions, and what is special about them."""

import numpy as np

from shousi.grading import Fast, assert_all_close, comparison, level, reject, standard

# Float32 sums of some thousand terms are off by 1e-6, and dx, in which larger terms cancel, by 1e-5.
RTOL = 1e-4
FORWARD, BACKWARD = ("out", "new_running_mean", "new_running_var"), ("dx", "dweight", "dbias")
X = np.array([[1.0, 8], [3, 16], [4, 10], [5, 12], [7, 4]])
WEIGHT, BIAS = np.array([2.0, 1]), np.array([0.0, 1])
OUT = np.array([[-3, 0.5], [-1, 2.5], [0, 1], [1, 1.5], [3, -0.5]])
STATISTICS = np.array([0.4, 1]), np.array([1.4, 2.9])
GRAD = np.array([[5.0, 0], [0, 0], [0, 0], [0, 5], [0, 5]])
DX = np.array([[1.75, -0.625], [-1.75, -0.125], [-1, -0.5], [-0.25, 0.875], [1.25, 0.375]])
EXAMPLE = {"x": X, "weight": WEIGHT, "bias": BIAS, "running_mean": np.zeros(2), "running_var": np.ones(2)}
SHAPES = [(5, 3), (2, 3, 4), (3, 2, 2, 4), (1, 4, 3, 3), (4, 2, 2, 3, 2)]  # one image has statistics too


def three(got):
    """Return the three answers of `batch_norm`."""
    if not isinstance(got, tuple | list) or len(got) != 3:
        reject("expected a tuple of three: out, new_running_mean, new_running_var.")
    return got


@comparison
def out_close(got, expected):
    """Check the output."""
    assert_all_close(three(got)[:1], expected[:1], FORWARD[:1], rtol=RTOL)


@comparison
def statistics_close(got, expected):
    """Check the running statistics."""
    assert_all_close(three(got)[1:], expected[1:], FORWARD[1:], rtol=RTOL)


@comparison
def gradients_close(got, expected):
    """Check dx, dweight and dbias."""
    assert_all_close(got, expected, BACKWARD, rtol=RTOL)


def draw(rng, shape=None, training=None):
    """Return the arguments of `batch_norm`; channels differ, and eps is large enough to matter."""
    shape = SHAPES[rng.integers(len(SHAPES))] if shape is None else shape
    channels = (shape[1], *(1,) * (len(shape) - 2))
    x = rng.normal(size=shape) * rng.uniform(0.3, 3, channels) + rng.normal(size=channels)
    weight, bias, mean = rng.normal(size=(3, shape[1]))
    training = bool(rng.random() < 0.6) if training is None else training
    momentum, eps = float(rng.choice([0.1, 0.3, 0.9])), float(rng.choice([1e-5, 0.1, 1]))
    return x, weight, bias, mean, rng.uniform(0.3, 3, shape[1]), training, momentum, eps


def draw_whole(rng):
    """Return whole numbers, no channel constant."""
    x = np.arange(24.0).reshape(2, 3, 4) + rng.integers(0, 9, (2, 3, 4))
    return x, *rng.integers(1, 9, (4, 3)).astype(float)


def draw_backward(rng, shape=None):
    """Return grad, x, weight and eps."""
    x, weight, *_, eps = draw(rng, shape)
    return rng.normal(size=x.shape) + 0.5, x, weight, eps


WRONG = [np.ones(1), np.ones(3), np.ones((2, 1)), np.array(1.0)]
FEW = [np.ones(2), np.ones((1, 2)), np.ones((1, 2, 1))]
LARGE = (32, 16, 32, 32)

globals().update(
    standard(
        "batch_norm",
        example=(EXAMPLE | {"training": True, "momentum": 0.1, "eps": 0.0}, (OUT, *STATISTICS)),
        draw=draw,
        basic="forward",
        compare=out_close,
        whole=draw_whole,
        refuses={"x": FEW, "eps": [{"eps": -1e-5}]}
        | {(name, "x"): [{name: bad} for bad in WRONG] for name in list(EXAMPLE)[1:]},
        speed=Fast(10, "32 images of 16 channels, 32 by 32,", lambda rng: draw(rng, LARGE, True)),
    )
    | standard(
        "batch_norm_backward",
        example=({"grad": GRAD, "x": X, "weight": WEIGHT, "eps": 0.0}, (DX, np.array([-7.5, -5]), np.array([5, 10]))),
        draw=draw_backward,
        basic="backward",
        compare=gradients_close,
        whole=lambda rng: (rng.integers(1, 9, (2, 3, 4)).astype(float), *draw_whole(rng)[:2]),
        refuses={
            ("grad", "x"): [np.ones((5, 1)), np.ones((2, 5)), np.ones((5, 3))],
            ("weight", "x"): [{"weight": bad} for bad in WRONG],
            ("x", "grad"): [{"x": bad, "grad": bad} for bad in FEW],
            "eps": [{"eps": -1e-5}],
        },
        speed=Fast(10, "32 images of 16 channels, 32 by 32,", lambda rng: draw_backward(rng, LARGE)),
    )
)


@level("running statistics")
def test_updates_the_running_statistics(batch_norm, solution, rng):
    """Training moves them to the mean and the unbiased variance of x, by momentum; evaluation keeps them.

    Catches: updates-in-evaluation, biased-running-variance, momentum-upside-down.
    """
    for momentum in (0.1, 0.3, 0.0, 1.0):
        *args, _, eps = draw(rng, training=True)
        statistics_close(batch_norm(*args, momentum, eps), solution.batch_norm(*args, momentum, eps))
    *args, _, _, _ = draw(rng, training=True)
    statistics_close(batch_norm(*args), solution.batch_norm(*args))
    args = draw(rng, (1, 3), training=False)  # one example can be evaluated
    statistics_close(batch_norm(*args), solution.batch_norm(*args))


@level("edge cases")
def test_adds_eps_to_small_variances(batch_norm, batch_norm_backward, solution, rng):
    """Deviations around 0.003 have a variance around 1e-5, the default eps; a constant channel becomes the bias.

    Catches: another-eps.
    """
    x, weight, bias, mean, _, _, momentum, _ = draw(rng, (3, 2, 4))
    x = 0.003 * rng.normal(size=x.shape)
    for var, training in ((mean**2 * 1e-5, False), (mean**2, True)):
        args = x, weight, bias, 0.003 * mean, var, training, momentum
        out_close(batch_norm(*args), solution.batch_norm(*args))
    grad = rng.normal(size=x.shape)
    gradients_close(batch_norm_backward(grad, x, weight), solution.batch_norm_backward(grad, x, weight))
    args = np.full((3, 2, 4), 3.0), weight, bias, mean, mean**2
    out_close(batch_norm(*args), solution.batch_norm(*args))


@level("precision")
def test_keeps_its_digits_far_from_zero(batch_norm, batch_norm_backward, solution, rng):
    """A mean of 10,000,000 beside a deviation of 1 costs no digits.

    Catches: mean-of-squares-minus-square-of-mean.
    """
    grad, _, weight, _ = draw_backward(rng, (6, 3, 4))
    x = rng.normal(size=(6, 3, 4)) + 1e7
    args = x, weight, weight, weight, weight**2
    out_close(batch_norm(*args), solution.batch_norm(*args))
    gradients_close(batch_norm_backward(grad, x, weight), solution.batch_norm_backward(grad, x, weight))
