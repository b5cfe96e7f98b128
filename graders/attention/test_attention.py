"""The checks of `attention`: the standard ones, the masks, and large scores."""

import math

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, assert_refuses, comparison, level, standard


@comparison
def close(got, expected):
    """Compare in float32: the exponential of a score of 10 or 20 has lost a digit, and 1e-4 leaves another."""
    assert_close(got, expected, rtol=1e-4)


def normal(rng, *shape):
    """Return a random float32 tensor."""
    return Tensor(rng.normal(size=shape).astype(np.float32))


def draw(rng, queries=None, keys=None, sizes=(1, 4)):
    """Return q, k and v as people have them, without a mask."""
    batch, heads, width, dim = rng.integers(*sizes, 4)
    queries, keys = queries or rng.integers(1, 7), keys or rng.integers(2, 7)
    return (
        normal(rng, batch, heads, queries, dim + 2),
        normal(rng, batch, heads, keys, dim + 2),
        normal(rng, batch, heads, keys, width),
    )


def draw_large(rng):
    """Return 4 sequences of 64 positions in 8 heads."""
    return tuple(normal(rng, 4, 8, 64, 16) for _ in "qkv")


def legal(function, q, k, v, mask=None, is_causal=False):
    """Say whether a smaller input is fair: each query may attend to something, and causal attention is square."""
    sees = mask is None or bool(mask.array.any(axis=-1).all())
    return sees and v.array.size > 0 and q.array.size > 0 and (not is_causal or q.array.shape[2] == k.array.shape[2])


Q = Tensor(np.array([[[[2, 0, 0, 0], [0, 0, 0, 0]]]], np.float32))
K = Tensor(np.array([[[[math.log(3), 0, 0, 0], [0, 0, 0, 0]]]], np.float32))
V = Tensor(np.array([[[[4, 0], [0, 8]]]], np.float32))

globals().update(
    standard(
        "attention",
        example=({"q": Q, "k": K, "v": V}, Tensor(np.array([[[[3, 2], [2, 4]]]], np.float32))),
        draw=draw,
        compare=close,
        gradients=("q", "k", "v"),
        refuses={
            "k": [Tensor(np.ones((1, 1, 2, n), np.float32)) for n in (3, 5)],
            "v": [Tensor(np.ones((1, 1, n, 2), np.float32)) for n in (1, 3)],
        },
        speed=Fast(10, "4 sequences of 64 in 8 heads", draw_large),
    )
)


def masks(rng, batch, heads, queries, keys):
    """Return a mask of each shape that people use; every query may attend to the first key at least."""
    shapes = ((queries, keys), (batch, 1, 1, keys), (batch, 1, queries, keys), (batch, heads, queries, keys))
    for shape in shapes:
        mask = rng.random(shape) < 0.5
        mask[..., 0] = True
        yield Tensor(mask)


@level("masks")
def test_attends_only_where_the_mask_is_true(attention, solution, rng):
    """A mask of any shape that broadcasts: True may attend, False may not.

    Catches: mask-upside-down, mask-after-softmax.
    """
    for _ in range(4):
        q, k, v = draw(rng, sizes=(2, 4))
        for mask in masks(rng, *q.array.shape[:3], k.array.shape[2]):
            close(attention(q, k, v, mask), solution.attention(q, k, v, mask))


@level("masks")
def test_is_causal_shows_no_later_key(attention, solution, rng):
    """With is_causal, query i attends to keys 0 to i.

    Catches: causal-hides-itself, causal-ignored.
    """
    for length in (1, 2, 5):
        q, k, v = draw(rng, length, length)
        close(attention(q, k, v, is_causal=True), solution.attention(q, k, v, is_causal=True))


@level("edge cases")
def test_large_scores_do_not_overflow(attention):
    """Scores of 1000 and of -1000 give weights, not NaN.

    Catches: softmax-without-maximum.
    """
    k = Tensor(np.array([[[[50, 0, 0, 0], [49, 0, 0, 0]]]], np.float32))  # scores of 1000 and 980 with a query of 40
    v = Tensor(np.array([[[[1], [3]]]], np.float32))
    for value, expected in ((40, 1), (-40, 3)):
        q = Tensor(np.array([[[[value, 0, 0, 0]]]], np.float32))
        close(attention(q, k, v), Tensor(np.array([[[[expected]]]], np.float32)))


@level("empty rows")
def test_a_query_that_sees_nothing_gets_zeros(attention):
    """A query that may attend to nothing gets zeros, and the others stay as they are.

    Catches: empty-rows-are-nan.
    """
    mask = Tensor(np.array([[True, True], [False, False]]))
    close(attention(Q, K, V, mask), Tensor(np.array([[[[3, 2], [0, 0]]]], np.float32)))


@level("half precision")
def test_masks_in_float16(attention, solution, rng):
    """A mask works in float16, whose largest number is 65504.

    Catches: large-number-in-half.
    """
    q, k, v = draw(rng, 5, 5)
    mask = next(masks(rng, 1, 1, 5, 5))
    expected = solution.attention(q, k, v, mask)
    got = attention(*(Tensor(x.array.astype(np.float16)) for x in (q, k, v)), mask)
    assert_close(got, expected, rtol=0.02)  # three digits in float16, and a softmax between


@level("errors")
def test_refuses_a_mask_that_is_not_bool(attention):
    """A mask of another dtype than bool raises a ValueError that names mask.

    Catches: takes-any-mask.
    """
    assert_refuses(attention, Q, K, V, Tensor(np.ones((2, 2), np.float32)), naming="mask")
