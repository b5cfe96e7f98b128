"""The checks of `grpo_loss`: the standard ones of both functions, and equal rewards."""

import math

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, comparison, level, standard
from shousi.grading.failures import Mismatch


@comparison
def close(got, expected):
    """Compare in float32; terms of size 1 may cancel in a mean, so 1e-5 is forgiven whatever the loss."""
    assert_close(got, expected, rtol=1e-4, atol=1e-5)


@comparison
def close_by_either_deviation(got, expected):
    """Compare advantages by either standard deviation; 2e-3 forgives whatever up to 1e-4 was added to it."""
    size = expected.array.shape[-1]
    divided_by_size = Tensor(expected.array * np.float32(math.sqrt(size / (size - 1))))
    try:
        assert_close(got, divided_by_size, rtol=2e-3)
    except Mismatch:
        assert_close(got, expected, rtol=2e-3)


def tensor(numbers):
    """Return a float32 tensor."""
    return Tensor(np.array(numbers, np.float32))


def draw_rewards(rng):
    """Return the rewards of groups at unlike levels, and of unlike spread."""
    groups, size = rng.integers(2, 5), rng.integers(3, 9)
    level_of, spread = rng.normal(scale=3, size=(groups, 1)), rng.uniform(1, 5, (groups, 1))
    rewards = np.linspace(-1, 1, size) + rng.uniform(-0.2, 0.2, (groups, size))
    return (tensor(level_of + spread * rng.permuted(rewards, axis=1)),)


def draw_answers(rng, answers=0, longest=0):
    """Return all arguments of the loss; the first answer has more tokens than the last."""
    answers, longest = answers or int(rng.integers(2, 6)), longest or int(rng.integers(2, 7))
    lengths = rng.integers(1, longest + 1, answers)
    lengths[0], lengths[-1] = longest, rng.integers(1, longest)
    logp = rng.normal(scale=0.5, size=(answers, longest)) - 2
    old_logp, ref_logp = (logp + rng.normal(scale=scale, size=logp.shape) for scale in (0.3, 0.7))
    mask = Tensor(np.arange(longest) < lengths[:, None])
    numbers = float(rng.choice([0.0, 0.1, 0.2])), float(rng.choice([0.0, 0.04, 0.5]))
    return tensor(logp), tensor(old_logp), tensor(ref_logp), tensor(rng.normal(size=answers)), mask, *numbers


def legal(function, first, *others):
    """Say whether a smaller input is fair: a group has two different rewards, an answer has a token."""
    if function.name == "group_advantages":
        shape = first.array.shape
        return len(shape) == 2 and shape[0] > 0 and shape[1] > 1 and bool((first.array.std(axis=1) > 0.3).all())
    old_logp, ref_logp, advantages, mask = (argument.array for argument in others[:4])
    fits = first.array.shape == old_logp.shape == ref_logp.shape == mask.shape and advantages.shape == mask.shape[:1]
    return fits and len(mask) > 0 and bool(mask.any(axis=1).all())


REWARDS = tensor([[1, 2, 3], [30, 10, 20]])
ANSWERS = {
    "logp": tensor(np.log([[0.3, 0.2], [0.3, 0.5]])),
    "old_logp": tensor(np.log([[0.2, 0.4], [0.2, 0.5]])),
    "ref_logp": tensor(np.log([[0.6, 0.2], [0.3, 0.9]])),
    "advantages": tensor([1, -1]),
    "mask": Tensor(np.array([[True, True], [True, False]])),
    "clip": 0.2,
    "beta": 0.1,
}
LOSS = ((-1.2 + 0.1 * (1 - math.log(2)) - 0.5) / 2 + 1.5) / 2
OTHERS = [tensor(np.ones((2, n))) for n in (1, 3)]  # of another shape

globals().update(
    standard(
        "group_advantages",
        example=({"rewards": REWARDS}, tensor([[-1, 0, 1], [1, -1, 0]])),
        draw=draw_rewards,
        basic="advantages",
        compare=close_by_either_deviation,
        refuses={"rewards": [tensor([1, 2, 3]), tensor([[[1, 2, 3]]])]},
    )
)
globals().update(
    standard(
        "grpo_loss",
        example=(ANSWERS, tensor(LOSS)),
        draw=draw_answers,
        basic="loss",
        compare=close,
        gradients=("logp",),
        refuses={
            "old_logp": OTHERS,
            "ref_logp": OTHERS,
            "mask": [Tensor(np.ones((2, n), bool)) for n in (1, 3)],
            "advantages": [tensor([1]), tensor([1, 1, 1])],
            "clip": [-0.2],
            "beta": [-0.1],
        },
        speed=Fast(25, "32 answers of 256 tokens", lambda rng: draw_answers(rng, 32, 256)),
    )
)


@level("loss")
def test_clip_and_beta_may_be_left_out(grpo_loss, solution):
    """Clip is 0.2 and beta is 0.04 where they are left out.

    Catches: other-defaults.
    """
    args = list(ANSWERS.values())[:5]
    close(grpo_loss(*args), solution.grpo_loss(*args))


@level("edge cases")
def test_equal_rewards_have_no_advantage(group_advantages):
    """A group of equal rewards gets advantages of 0, and the other groups stay as they are.

    Catches: divides-by-zero.
    """
    expected = tensor([[0, 0, 0], [1, -1, 0]])
    close_by_either_deviation(group_advantages(tensor([[1, 1, 1], [30, 10, 20]])), expected)
