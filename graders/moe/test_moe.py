"""The checks of `moe`: the standard ones and gradients, on tokens whose choices rounding cannot change."""

import numpy as np

from shousi.grading import Fast, Tensor, assert_all_close, assert_gradients, comparison, level, standard


@comparison
def close(got, expected):
    """Compare in float32: sums of some dozen products cost two of its seven digits."""
    assert_all_close(got, expected, ("out", "load_balancing_loss"), rtol=1e-4)


def tensor(*rows):
    """Return a float32 tensor."""
    return Tensor(np.array(rows, np.float32))


def clear(x, router, k):
    """Return for which tokens rounding decides nothing: the k-th largest logit is well above the next."""
    ordered = np.sort(x.astype(np.float64) @ router.T.astype(np.float64), axis=1)[:, ::-1]
    return np.full(len(x), True) if k == len(router) else ordered[:, k - 1] - ordered[:, k] > 1e-3


def make(rng, tokens, width, hidden, count, k):
    """Return tokens, a router, experts and k."""
    x, router = rng.normal(size=(2 * tokens + 8, width)), rng.normal(size=(count, width)) * 1.5 / width**0.5
    x = x[clear(x.astype(np.float32), router.astype(np.float32), k)][:tokens]
    shapes = (hidden, width), (width, hidden)
    experts = [tuple(tensor(*rng.normal(size=shape)) for shape in shapes) for _ in range(count)]
    return tensor(*x), tensor(*router), experts, int(k)


def draw(rng):
    """Return a few tokens, and 2 to 6 experts, of which k are chosen; rather often 1 or all."""
    tokens, width, hidden, count = rng.integers(2, 7, 4)
    return make(rng, tokens, width, hidden, count, rng.choice([1, 2, rng.integers(1, count + 1), count]))


def legal(function, x, router, experts, k):
    """Say whether a smaller input is fair: there is something, the shapes fit, and no choice is close."""
    if not x.array.size or not router.array.size or len(experts) != len(router.array) or not 1 <= k <= len(experts):
        return False
    width, hidden = x.array.shape[1], len(experts[0][0].array) if len(experts[0]) == 2 else 0
    shapes = [(hidden, width), (width, hidden)]
    fits = all([weight.array.shape for weight in expert] == shapes for expert in experts)
    return fits and hidden > 0 and router.array.shape[1] == width and bool(clear(x.array, router.array, k).all())


EXAMPLE = {
    "x": tensor([1, 0], [0, 1]),
    "router": tensor(*np.log([[6, 3], [3, 6], [1, 1]])),
    "experts": [
        (tensor([3, -6]), tensor([1], [0])),
        (tensor([6, 3]), tensor([0], [1])),
        (tensor([5, 5]), tensor([1], [1])),
    ],
    "k": 2,
}

globals().update(
    standard(
        "moe",
        example=(EXAMPLE, (tensor([2, 2], [0, 2]), Tensor(np.array(2.7, np.float32)))),
        draw=draw,
        compare=close,
        rounds=40,
        refuses={"k": [0, -1, 4], "experts": [EXAMPLE["experts"][:2], EXAMPLE["experts"] * 2]},
        speed=Fast(8, "2,048 tokens", lambda rng: make(rng, 2048, 8, 16, 8, 2)),
    )
)


@level("basic")
def test_lets_gradients_through(moe, solution, rng):
    """Autograd finds the right gradients of tokens, router and experts, through both results.

    Catches: detached-weights, detached-loss.
    """
    for k in (2, 1, 3):  # with k = 1 the weights are 1, and only the loss reaches the router
        assert_gradients(moe, solution.moe, make(rng, 5, 3, 4, 4, k), ("x", "router", "experts"))
