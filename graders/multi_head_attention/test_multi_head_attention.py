"""The checks of `multi_head_attention`: the standard ones, cross-attention, and the causal mask."""

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, comparison, level, standard


@comparison
def close(got, expected):
    """Compare in float32: four matrix products and an exponential cost up to two digits."""
    assert_close(got, expected, rtol=1e-4)


def normal(rng, *shape):
    """Return a random float32 tensor."""
    return Tensor(rng.normal(size=shape).astype(np.float32))


def draw(rng, length=None):
    """Return tokens, four weights and a number of heads."""
    heads, dim = rng.integers(1, 5), rng.integers(2, 5)
    width = heads * dim
    weights = (Tensor(rng.normal(0, 1.5 / width**0.5, (width, width)).astype(np.float32)) for _ in "qkvo")
    return (normal(rng, rng.integers(1, 4), length or rng.integers(2, 7), width), *weights, int(heads))


def draw_large(rng):
    """Return 4 sequences of 64 tokens."""
    return (normal(rng, 4, 64, 64), *(normal(rng, 64, 64) for _ in "qkvo"), 4)


def legal(function, x, w_q, w_k, w_v, w_o, num_heads, context=None, is_causal=False):
    """Say whether a smaller input is fair: square weights of the features that the heads divide."""
    width = x.array.shape[2]
    square = all(weight.array.shape == (width, width) for weight in (w_q, w_k, w_v, w_o))
    some = x.array.size > 0 and (context is None or context.array.size > 0)
    return square and some and num_heads > 0 and width % num_heads == 0


EYE = np.eye(2, dtype=np.float32)
EXAMPLE = {
    "x": Tensor(EYE[None]),
    "w_q": Tensor(EYE),
    "w_k": Tensor(np.float32(np.log(3)) * EYE),
    "w_v": Tensor(4 * EYE),
    "w_o": Tensor(np.array([[1, 1], [0, 1]], np.float32)),
    "num_heads": 2,
}

globals().update(
    standard(
        "multi_head_attention",
        example=(EXAMPLE, Tensor(np.array([[[5, 2], [5, 3]]], np.float32))),
        draw=draw,
        compare=close,
        gradients=("x", "w_q", "w_k", "w_v", "w_o"),
        refuses={"num_heads": [3, 4, 0, -2]},
        speed=Fast(10, "4 sequences of 64 tokens", draw_large),
    )
)


@level("cross-attention")
def test_keys_and_values_come_from_the_context(multi_head_attention, solution, rng):
    """Keys and values come from the context, queries from x.

    Catches: context-ignored, context-for-queries, values-of-x.
    """
    for length in (4, 4, 3, 7, 1):
        args = draw(rng, 4)
        batch, _, width = args[0].array.shape
        context = normal(rng, batch, length, width)
        close(multi_head_attention(*args, context), solution.multi_head_attention(*args, context))


@level("causal")
def test_is_causal_shows_no_later_token(multi_head_attention, solution, rng):
    """With is_causal, token i attends to tokens 0 to i.

    Catches: causal-ignored, causal-upside-down.
    """
    for length in (1, 2, 5):
        args = draw(rng, length)
        got = multi_head_attention(*args, is_causal=True)
        close(got, solution.multi_head_attention(*args, is_causal=True))
