"""The checks of `info_nce`: the standard ones, and what is special about it."""

import functools

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, assert_gradients, level, standard

# Float32: a similarity is off by 1e-7, and divided by a temperature of 0.05 by 2e-6. A loss may come near 0.
close = functools.partial(assert_close, rtol=1e-4, atol=1e-5)


def tensor(values):
    """Return a float32 tensor."""
    return Tensor(np.asarray(values, dtype=np.float32))


def draw(rng, rows=None, width=None, temperature=None):
    """Return embeddings of any length, those of b more or less like those of a, and a temperature."""
    rows, width = rows or rng.integers(2, 8), width or rng.integers(3, 7)
    a = rng.normal(size=(rows, width))
    b = rng.choice([0.0, 0.5]) * a + rng.normal(size=(rows, width))
    lengths = rng.uniform(0.2, 5, (2, rows, 1))
    return tensor(a * lengths[0]), tensor(b * lengths[1]), temperature or float(rng.choice([0.07, 0.2, 0.5, 2]))


EXAMPLE = {"a": tensor([[2, 0], [0, 3]]), "b": tensor([[1, 0], [4, 0]]), "temperature": 1.0}

globals().update(
    standard(
        "info_nce",
        example=(EXAMPLE, tensor((2 * np.log(2) + 2 * np.log(1 + np.e) - 1) / 4)),
        draw=draw,
        compare=close,
        gradients=("a", "b"),
        refuses={
            ("a", "b"): [tensor(np.ones(2)), {"a": tensor(np.ones((2, 1, 2))), "b": tensor(np.ones((2, 1, 2)))}],
            ("b", "a"): [{"b": tensor(np.ones(shape))} for shape in ((3, 2), (2, 3), (1, 2))],
            "temperature": [{"temperature": 0.0}, {"temperature": -1.0}],
        },
        # Narrow rows: cosine similarities by broadcasting take twice as long with rows twice as wide, and are right.
        speed=Fast(50, "600 pairs of 8 numbers", lambda rng: draw(rng, 600, 8)),
    )
)


@level("edge cases")
def test_stays_finite_when_it_is_cold(info_nce, solution, rng):
    """Similarities divided by a temperature of 0.01 or 0.002 give finite losses and gradients.

    Catches: exp-overflows, log-of-softmax.
    """
    for temperature in (0.01, 0.002):
        args = draw(rng, 5, 4, temperature)
        # 1e-7 of a similarity, divided by 0.002, is 5e-5.
        close(info_nce(*args), solution.info_nce(*args), atol=5e-4)
        assert_gradients(info_nce, solution.info_nce, args, ("a", "b"), rtol=1e-2)


@level("edge cases")
def test_costs_nothing_for_a_single_pair(info_nce, rng):
    """A single pair has no negatives, so its loss is 0.

    Catches: needs-two-pairs.
    """
    close(info_nce(*draw(rng, rows=1)), tensor(0))
