"""The checks of `ppo_loss`: the standard ones of both functions, and the end of episodes."""

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, comparison, level, standard


@comparison
def close(got, expected):
    """Compare in float32; terms of size 1 may cancel in a mean, so 1e-5 is forgiven whatever the loss."""
    largest = float(np.abs(expected.array).max(initial=0))
    assert_close(got, expected, rtol=1e-4, atol=1e-5 + 1e-4 * largest)


def tensor(*numbers):
    """Return a float32 tensor."""
    return Tensor(np.array(numbers, np.float32))


def normal(rng, size, scale=1.0):
    """Return a random float32 tensor of one axis."""
    return Tensor(rng.normal(scale=scale, size=size).astype(np.float32))


def draw_gae(rng, steps=0, ends=0.0):
    """Return rewards, values, dones, gamma and lam; each step ends an episode with the probability `ends`."""
    steps = steps or int(rng.integers(1, 9))
    dones = Tensor((rng.random(steps) < ends).astype(np.float32))
    gamma, lam = (float(number) for number in rng.uniform(0.5, 1.0, 2))
    return normal(rng, steps), normal(rng, steps + 1, 2), dones, gamma, lam


def draw_loss(rng):
    """Return log-probabilities whose ratios lie inside and outside of the clipping, advantages and clip."""
    size = int(rng.integers(4, 13))
    logp = normal(rng, size).array - 2
    old_logp = (logp + rng.normal(scale=0.4, size=size)).astype(np.float32)
    return Tensor(logp), Tensor(old_logp), normal(rng, size, 2), float(rng.choice([0.0, 0.1, 0.2, 0.3]))


def legal(function, first, second, third, *numbers):
    """Say whether a smaller input is fair: it holds something, and the lengths go together."""
    sizes = [argument.array.shape for argument in (first, second, third)]
    (size,) = sizes[0]
    return size > 0 and sizes == [(size,), (size + (function.name == "gae"),), (size,)]


REWARDS, VALUES = tensor(1, 2, 4), tensor(2, 4, 2, 8)
LOGP, OLD = Tensor(np.log(np.float32([0.3, 0.3, 0.2, 0.2]))), Tensor(np.log(np.float32([0.2, 0.2, 0.4, 0.4])))
OTHERS = [tensor(1), tensor(1, 1, 1, 1, 1)]  # of another shape

globals().update(
    standard(
        "gae",
        example=(
            {"rewards": REWARDS, "values": VALUES, "dones": tensor(0, 0, 0), "gamma": 0.5, "lam": 0.5},
            tensor(1.125, 0.5, 6),
        ),
        draw=draw_gae,
        basic="advantages",
        compare=close,
        refuses={"values": [tensor(2, 4, 2), tensor(2, 4, 2, 8, 1)], "dones": [tensor(0, 0), tensor(0, 0, 0, 0)]},
        speed=Fast(15, "512 steps", lambda rng: draw_gae(rng, 512, 0.02)),
    )
)
globals().update(
    standard(
        "ppo_loss",
        example=(
            {"logp": LOGP, "old_logp": OLD, "advantages": tensor(2, -2, 4, -4)},  # clip is 0.2 where it is left out
            Tensor(np.array(0.45, np.float32)),
        ),
        draw=draw_loss,
        basic="loss",
        compare=close,
        gradients=("logp",),
        refuses={"old_logp": OTHERS, "advantages": OTHERS, "clip": [-0.2]},
    )
)


@level("advantages")
def test_gamma_and_lam_may_be_left_out(gae, solution, rng):
    """gamma is 0.99 and lam is 0.95 where they are left out.

    Catches: other-defaults.
    """
    args = draw_gae(rng, 6)[:3]
    close(gae(*args), solution.gae(*args))


@level("episodes")
def test_an_episode_ends_where_dones_is_1(gae, solution, rng):
    """Where dones is 1, neither the next value nor the next advantage counts.

    Catches: done-ignored, done-cuts-the-error-only, done-cuts-the-sum-only, done-belongs-to-the-next-step.
    """
    for dones in ((0, 1, 0), (1, 0, 0), (0, 0, 1)):
        args = REWARDS, VALUES, tensor(*dones), 0.5, 0.5
        close(gae(*args), solution.gae(*args))
    for _ in range(10):
        args = draw_gae(rng, int(rng.integers(2, 9)), 0.4)
        close(gae(*args), solution.gae(*args))
