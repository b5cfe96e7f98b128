"""The checks of `mlp_backprop`: the standard ones, and what is special about it."""

import numpy as np

from shousi.grading import Fast, assert_all_close, comparison, level, reject, standard

NAMES = ("w1", "b1", "w2", "b2")
LN3 = np.log(3)
EXAMPLE = {
    "x": np.eye(2),
    "y": np.array([0, 1]),
    "w1": np.array([[1.0, -1], [2, 1]]),
    "b1": np.zeros(2),
    "w2": LN3 * np.array([[0.0, 1], [0, -2]]),
    "b2": np.zeros(2),
}
GRADS = {
    "w1": LN3 * np.array([[3 / 8, 0], [-1 / 4, 1 / 2]]),
    "b1": LN3 * np.array([1 / 8, 1 / 2]),
    "w2": np.array([[1, -1], [2, -2]]) / 8,
    "b2": np.array([-1, 1]) / 8,
}


@comparison
def assert_same(got, expected):
    """Compare loss and gradients: 1e-4 of the largest element, as float32 sums that cancel lose some digits."""
    if not isinstance(got, tuple | list) or len(got) != 2:
        reject("expected a tuple of two: the loss and the gradients.")
    loss, grads = got
    if isinstance(grads, dict):
        if missing := [name for name in NAMES if name not in grads]:
            reject(f"grads: the key {missing[0]!r} is missing.")
        grads = [grads[name] for name in NAMES]
    if not isinstance(grads, tuple | list) or len(grads) != len(NAMES):
        reject("grads: expected a dict of w1, b1, w2 and b2.")
    wanted = [expected[0], *(expected[1][name] for name in NAMES)]
    assert_all_close([loss, *grads], wanted, ("loss", *(f'grads["{name}"]' for name in NAMES)), rtol=1e-4)


def draw(rng, n=None, d=None, h=None, c=None):
    """Return a batch and a network of unequal sizes."""
    n, d = n or rng.integers(5, 9), d or rng.integers(3, 5)
    h, c = h or d + rng.integers(2, 5), c or d - 1
    x, y = rng.normal(size=(n, d)), rng.integers(0, c, n)
    return x, y, rng.normal(size=(d, h)), rng.normal(size=h), rng.normal(size=(h, c)), rng.normal(size=c)


globals().update(
    standard(
        "mlp_backprop",
        example=(EXAMPLE, (1.5 * np.log(2), GRADS)),
        draw=draw,
        compare=assert_same,
        refuses={
            ("x", "w1"): [np.zeros(2), np.zeros((2, 3)), np.zeros((2, 1)), np.zeros((2, 2, 2))],
            ("w1", "x"): [np.zeros((3, 2)), np.zeros(2), np.zeros((2, 2, 2))],
            "b1": [np.zeros(3), np.zeros((1, 2))],
            "w2": [np.zeros((3, 2)), np.zeros((1, 2)), np.zeros(2), np.zeros((2, 2, 2))],
            "b2": [np.zeros(3), np.zeros((1, 2))],
            "y": [np.array([0, 2]), np.array([0, -1]), np.array([0]), np.array([0, 1, 0])],
        },
        speed=Fast(10, "2,000 examples", lambda rng: draw(rng, 2000, 30, 40, 10)),
    )
)


@level("edge cases")
def test_stays_finite_for_large_logits(mlp_backprop, solution, rng):
    """Inputs that are hundreds of times larger give logits of ±1000 and more, and finite gradients.

    Catches: log-of-softmax, exp-overflows.
    """
    for scale in (300.0, 3000.0):
        x, *rest = draw(rng)
        assert_same(mlp_backprop(scale * x, *rest), solution.mlp_backprop(scale * x, *rest))


@level("edge cases")
def test_takes_small_sizes(mlp_backprop, solution, rng):
    """One example, one feature, one hidden unit, or one class.

    Catches: squeezes.
    """
    for sizes in ((1, 3, 5, 2), (6, 1, 5, 3), (6, 3, 1, 2), (6, 3, 5, 1)):
        args = draw(rng, *sizes)
        args[3][:] += 2 * (sizes[2] == 1)  # a single unit is alive for some examples
        assert_same(mlp_backprop(*args), solution.mlp_backprop(*args))
