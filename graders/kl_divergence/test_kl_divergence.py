"""The checks of `kl_divergence`: the standard ones, and what is special about it."""

import functools

import numpy as np

from shousi.grading import Fast, Tensor, assert_all_close, assert_close, comparison, level, standard

# A divergence is a sum of terms of either sign: float32 is off by 1e-6 of them, which may be larger than their sum.
close = functools.partial(assert_close, rtol=1e-4, atol=1e-5)


@comparison
def estimates_close(got, expected):
    """Check k1, k2 and k3."""
    assert_all_close(got, expected, ("k1", "k2", "k3"), rtol=1e-4, atol=1e-5)


def tensor(values):
    """Return a float32 tensor."""
    return Tensor(np.asarray(values, dtype=np.float32))


def draw(rng, rows=None, classes=None):
    """Return logits of p and of q, none of them normalized."""
    shape = rows or rng.integers(2, 6), classes or rng.integers(3, 7)
    return tensor(2 * rng.normal(size=shape) + 1), tensor(2 * rng.normal(size=shape) - 1)


def draw_logs(rng):
    """Return log-probabilities of samples."""
    shape = [(4,), (2, 3)][rng.integers(2)]
    return tensor(-rng.uniform(0, 3, shape)), tensor(-rng.uniform(0, 3, shape))


def logs(values):
    """Return the logarithms of these numbers."""
    return tensor(np.log(values))


globals().update(
    standard(
        "kl_divergence",
        example=(
            {"p_logits": logs([[1, 1, 2], [1, 2, 1]]), "q_logits": logs([[2, 1, 1], [1, 2, 1]])},
            tensor(np.log(2) / 8),
        ),
        draw=draw,
        basic="exact",
        compare=close,
        gradients=("p_logits", "q_logits"),
        refuses={
            ("p_logits", "q_logits"): [
                {"p_logits": tensor(np.ones(s)), "q_logits": tensor(np.ones(s))} for s in (3, (2, 3, 1))
            ],
            ("q_logits", "p_logits"): [{"q_logits": tensor(np.ones(s))} for s in ((2, 1), (1, 3), (3, 3))],
        },
        speed=Fast(15, "20,000 rows of 50 classes", lambda rng: draw(rng, 20_000, 50)),
    )
    | standard(
        "kl_estimators",
        example=(
            {"logp": tensor([-1, -3]), "logq": tensor([-2, -2])},
            tuple(map(tensor, ([-1, 1], [0.5, 0.5], [np.e - 2, 1 / np.e]))),
        ),
        draw=draw_logs,
        basic="estimators",
        compare=estimates_close,
        gradients=("logp", "logq"),
        refuses={("logp", "logq"): [tensor(np.ones(n)) for n in (1, 3)]},
    )
)


@level("edge cases")
def test_stays_finite_for_large_logits(kl_divergence, solution, rng):
    """Logits of ±1000 give finite divergences.

    Catches: log-of-softmax, exp-overflows.
    """
    for scale in (100, 1000):
        p, q = draw(rng)
        args = tensor(scale * p.array), tensor(scale * q.array)
        close(kl_divergence(*args), solution.kl_divergence(*args))


@level("edge cases")
def test_counts_nothing_where_p_is_zero(kl_divergence, solution, rng):
    """A class with a logit of −∞ in p has probability 0 and adds 0, not NaN.

    Catches: zero-times-infinity.
    """
    p, q = draw(rng, 3, 4)
    p.array[::2, 1] = -np.inf
    close(kl_divergence(p, q), solution.kl_divergence(p, q))
