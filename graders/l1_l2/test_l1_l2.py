"""The checks of `l1_l2`: the standard ones, and what is special about it."""

import numpy as np

from shousi.grading import Fast, assert_all_close, assert_close, comparison, level, standard

W = np.array([3.0, -1, 0, 0.5])


@comparison
def close(got, expected):
    """Check the value and the gradient of the penalty."""
    assert_all_close(got, expected, ("value", "gradient"))


def draw_weights(rng, whole=False):
    """Return weights of any shape; none is nearer to 0 than float32 arithmetic can tell."""
    w = rng.uniform(0.1, 3, rng.integers(2, 5, rng.integers(1, 4)))
    w *= rng.choice([-1, 1], w.shape)
    return np.round(4 * w) if whole else w


def draw_penalty(rng, whole=False):
    """Return weights, about a quarter of them 0, and two strengths."""
    w = draw_weights(rng, whole)
    return w * (rng.random(w.shape) < 0.75), float(rng.uniform(0.1, 2)), float(rng.uniform(0.1, 2))


def draw_threshold(rng, whole=False):
    """Return weights and a threshold between them, so far from each that float32 can tell what is left."""
    w = draw_weights(rng, whole)
    while np.abs(np.abs(w) - (threshold := float(rng.uniform(0, 3)))).min() < 0.02:
        pass
    return w, threshold


def legal(function, w, *strengths):
    """Say whether the strengths are legal, and the weights not too near to the threshold."""
    near = function.name == "soft_threshold" and (np.abs(np.abs(w) - strengths[0]) < 0.02).any()
    return all(np.min(strength) >= 0 for strength in strengths[-2:]) and not near


def draw_step(rng, whole=False):
    """Return weights, an update, a learning rate and a decay that are large enough to show."""
    w = draw_weights(rng, whole)
    update = rng.normal(size=w.shape)
    return w, np.round(3 * update) if whole else update, float(rng.uniform(0.1, 0.9)), float(rng.uniform(0.1, 0.9))


globals().update(
    standard(
        "penalty",
        example=({"w": W, "l1": 1.0, "l2": 2.0}, (14.75, np.array([7.0, -3, 0, 2]))),
        draw=draw_penalty,
        basic="penalty",
        compare=close,
        whole=lambda rng: draw_penalty(rng, whole=True),
        refuses={"l1": [-0.1], "l2": [-0.1]},
        speed=Fast(12, "300,000 weights", lambda rng: (rng.normal(size=(300, 1000)), 0.1, 0.2)),
    )
)
globals().update(
    standard(
        "soft_threshold",
        example=({"w": np.array([3.0, -2, 1, -0.5]), "threshold": 1.0}, np.array([2.0, -1, 0, 0])),
        draw=draw_threshold,
        basic="steps",
        whole=lambda rng: draw_threshold(rng, whole=True),
        refuses={"threshold": [-0.1]},
        speed=Fast(12, "300,000 weights", lambda rng: (rng.normal(size=(300, 1000)), 0.5)),
    )
)
globals().update(
    standard(
        "decoupled_decay",
        example=(
            {"w": np.array([3.0, -1]), "update": np.array([1.0, 1]), "lr": 0.1, "weight_decay": 0.5},
            np.array([2.75, -1.05]),
        ),
        draw=draw_step,
        basic="steps",
        whole=lambda rng: draw_step(rng, whole=True),
        refuses={
            "lr": [-0.1],
            "weight_decay": [-0.1],
            ("update", "w"): [{"update": np.ones(bad)} for bad in ((1,), (2, 1), (1, 2))],
        },
    )
)


@level("penalty")
def test_takes_each_strength_alone(penalty, solution, rng):
    """Either strength may be 0.

    Catches: only-one-strength.
    """
    for l1, l2 in ((0.5, 0.0), (0.0, 0.5), (0.0, 0.0)):
        w = draw_weights(rng)
        close(penalty(w, l1, l2), solution.penalty(w, l1, l2))


@level("steps")
def test_does_nothing_with_a_strength_of_zero(soft_threshold, decoupled_decay, solution, rng):
    """A threshold of 0 changes no weight; without decay, or with a learning rate of 0, the rest of the step is made.

    Catches: falls-back-on-a-default.
    """
    w, update, lr, decay = draw_step(rng)
    for args in ((lr, 0.0), (0.0, decay), (0.0, 0.0)):
        assert_close(decoupled_decay(w, update, *args), solution.decoupled_decay(w, update, *args))
    assert_close(soft_threshold(w, 0.0), solution.soft_threshold(w, 0.0))
