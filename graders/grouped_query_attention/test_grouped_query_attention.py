"""The checks of `grouped_query_attention`: the standard ones, and the causal mask."""

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, comparison, level, standard


@comparison
def close(got, expected):
    """Compare in float32: the exponential of a score of 10 or 20 has lost a digit, and 1e-4 leaves another."""
    assert_close(got, expected, rtol=1e-4)


def normal(rng, *shape):
    """Return a random float32 tensor."""
    return Tensor(rng.normal(size=shape).astype(np.float32))


def draw(rng, queries=None, keys=None):
    """Return q, k and v: plain, grouped or multi-query."""
    shared, group = rng.integers(1, 4, 2)
    batch, dim = rng.integers(1, 4), rng.integers(2, 6)
    queries, keys = queries or rng.integers(1, 7), keys or rng.integers(2, 7)
    return (
        normal(rng, batch, shared * group, queries, dim),
        normal(rng, batch, shared, keys, dim),
        normal(rng, batch, shared, keys, dim),
    )


def draw_large(rng):
    """Return 2 sequences of 64 with 16 heads on 4."""
    return normal(rng, 2, 16, 64, 16), normal(rng, 2, 4, 64, 16), normal(rng, 2, 4, 64, 16)


def legal(function, q, k, v, is_causal=False):
    """Say whether a smaller input is fair: full groups, as many values as keys, and causal attention is square."""
    some = q.array.size > 0 and k.array.size > 0 and k.array.shape == v.array.shape
    divides = some and q.array.shape[1] % k.array.shape[1] == 0
    return divides and (not is_causal or q.array.shape[2] == k.array.shape[2])


K = np.float32(np.log(3)) * np.eye(2, dtype=np.float32)
EXAMPLE = {
    "q": Tensor(np.array([1, 0, 1, 0], np.float32).reshape(1, 4, 1, 1)),
    "k": Tensor(K.reshape(1, 2, 2, 1)),
    "v": Tensor(np.array([4, 0, 8, 0], np.float32).reshape(1, 2, 2, 1)),
}
THREE_HEADS = Tensor(np.ones((1, 3, 2, 1), np.float32))

globals().update(
    standard(
        "grouped_query_attention",
        example=(EXAMPLE, Tensor(np.array([3, 2, 2, 4], np.float32).reshape(1, 4, 1, 1))),
        draw=draw,
        compare=close,
        gradients=("q", "k", "v"),
        refuses={"k": [{"k": THREE_HEADS, "v": THREE_HEADS}]},
        speed=Fast(10, "2 sequences of 64 in 16 heads on 4", draw_large),
    )
)


@level("causal")
def test_is_causal_shows_no_later_key(grouped_query_attention, solution, rng):
    """With is_causal, query i attends to keys 0 to i.

    Catches: causal-ignored, causal-upside-down.
    """
    for length in (1, 2, 3, 5):
        args = draw(rng, length, length)
        got = grouped_query_attention(*args, is_causal=True)
        close(got, solution.grouped_query_attention(*args, is_causal=True))
