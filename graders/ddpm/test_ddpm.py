"""The checks of `ddpm`: the standard ones of both functions, and the last step."""

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, comparison, level, standard


@comparison
def close(got, expected):
    """Compare in float32: roots of differences cost up to two of its seven digits."""
    assert_close(got, expected, rtol=1e-4)


def tensor(numbers):
    """Return a float32 tensor."""
    return Tensor(np.array(numbers, np.float32))


def pixels(*numbers):
    """Return images of one pixel each."""
    return tensor(np.reshape(numbers, (-1, 1, 1, 1)))


def draw_betas(rng):
    """Return the variances of 4 to 9 steps."""
    return rng.uniform(0.02, 0.4, rng.integers(4, 10))


def draw_noise(rng, shape=()):
    """Return images, a step for each, noise and the products of alpha."""
    batch, channels, height, width = rng.integers(1, 5, 4)
    shape = shape or (batch, channels, height, rng.choice([width, batch]))  # as many columns as images: a trap
    shares = np.cumprod(1 - draw_betas(rng))
    steps = Tensor(rng.integers(0, len(shares), shape[0]))
    return tensor(rng.normal(size=shape)), steps, tensor(rng.normal(size=shape)), tensor(shares)


def draw_step(rng, t=None):
    """Return noisy images, a step, the model's answer, the schedule and noise."""
    x, predicted, noise = rng.normal(size=(3, *rng.integers(1, 5, 4)))
    betas = draw_betas(rng)
    return tensor(x), int(rng.integers(1, len(betas))) if t is None else t, *map(tensor, (predicted, betas, noise))


def legal(function, x, t, second, schedule, noise=None):
    """Say whether a smaller input is fair: the shapes fit, t is a step, and the schedule is one."""
    images = [x.array, second.array] if noise is None else [x.array, second.array, noise.array]
    numbers = schedule.array if noise is not None else 1 - schedule.array
    steps = t.array if isinstance(t, Tensor) else np.array([t] * len(x.array))
    if not x.array.size or any(image.shape != x.array.shape for image in images) or len(steps) != len(x.array):
        return False
    return bool((steps >= 0).all() and (steps < len(numbers)).all() and (abs(numbers - 0.5) < 0.49).all())


X0, NOISE, SHARES = pixels(2, 1), pixels(1, -1), tensor([0.81, 0.64, 0.36])
X, BETAS, ONE = pixels(1.25), tensor([0.4375, 0.36]), pixels(1)
OTHERS = [pixels(1, 1), tensor([[[1]]])]  # of another shape than X

globals().update(
    standard(
        "add_noise",
        example=(
            {"x0": X0, "t": Tensor(np.array([1, 2])), "noise": NOISE, "alphas_cumprod": SHARES},
            pixels(2.2, -0.2),
        ),
        draw=draw_noise,
        basic="noise",
        compare=close,
        refuses={
            "t": [Tensor(np.array(t)) for t in ([1], [1, 1, 1], [1, 3], [-1, 1])],
            "noise": [pixels(1), pixels(1, 1, 1)],
        },
        speed=Fast(12, "8,192 images of 3 x 4 x 4", lambda rng: draw_noise(rng, (8192, 3, 4, 4))),
    )
)
globals().update(
    standard(
        "step",
        example=({"x_t": X, "t": 1, "predicted_noise": ONE, "betas": BETAS, "noise": pixels(0.5)}, pixels(1.3)),
        draw=draw_step,
        basic="step",
        compare=close,
        refuses={"t": [-1, 2], "predicted_noise": OTHERS, "noise": OTHERS},
    )
)


@level("step")
def test_the_last_step_adds_no_noise(step, solution, rng):
    """At t = 0 the result is the mean, without noise.

    Catches: noise-at-the-end.
    """
    for _ in range(3):
        args = draw_step(rng, t=0)
        close(step(*args), solution.step(*args))
