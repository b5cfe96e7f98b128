"""The checks of `flash_attention`: the standard ones, memory, causal blocks, large scores and gradients."""

import math

import numpy as np

from shousi.grading import Fast, Lean, Tensor, assert_close, assert_gradients, comparison, level, standard


@comparison
def close(got, expected):
    """Compare in float32: the exponential of a score of 10 or 20 has lost a digit, and 1e-4 leaves another."""
    assert_close(got, expected, rtol=1e-4)


def normal(rng, *shape):
    """Return a random float32 tensor."""
    return Tensor(rng.normal(size=shape).astype(np.float32))


def draw(rng, queries=None, keys=None):
    """Return q, k, v and a block size, which is often smaller than the sequences and seldom divides them."""
    batch, heads, width, dim = rng.integers(1, 4, 4)
    queries, keys = queries or rng.integers(1, 9), keys or rng.integers(2, 9)
    q = normal(rng, batch, heads, queries, dim + 2)
    return q, normal(rng, batch, heads, keys, dim + 2), normal(rng, batch, heads, keys, width), int(rng.integers(1, 6))


def draw_large(rng):
    """Return 4 sequences of 128 positions in 8 heads, and blocks of 32."""
    return *(normal(rng, 4, 8, 128, 16) for _ in "qkv"), 32


def draw_long(rng):
    """Return few queries and many keys: one block of queries with all keys takes 128 MiB."""
    return normal(rng, 1, 1, 256, 4), normal(rng, 1, 1, 131_072, 4), normal(rng, 1, 1, 131_072, 4), 256


def legal(function, q, k, v, block_size, is_causal=False):
    """Say whether a smaller input is fair: no empty tensors, blocks of at least 1, and causal attention is square."""
    square = not is_causal or q.array.shape[2] == k.array.shape[2]
    return block_size >= 1 and v.array.size > 0 and q.array.size > 0 and square


def tensor(*rows):
    """Return a tensor of one sequence and one head from its rows."""
    return Tensor(np.array([[rows]], np.float32))


globals().update(
    standard(
        "flash_attention",
        example=(
            {
                "q": tensor([1]),
                "k": tensor([0], [math.log(2)], [math.log(4)]),
                "v": tensor([7], [14], [0]),
                "block_size": 2,
            },
            tensor([5]),
        ),
        draw=draw,
        compare=close,
        refuses={
            "k": [tensor([0, 1], [1, 2], [2, 3])],
            "v": [tensor([7], [14]), tensor([7], [14], [0], [1])],
            "block_size": [0, -1],
        },
        speed=Fast(20, "4 sequences of 128 in 8 heads, blocks of 32,", draw_large),
        memory=Lean(64, "256 queries and 131,072 keys", draw_long),
    )
)


@level("causal")
def test_is_causal_shows_no_later_key(flash_attention, solution, rng):
    """With is_causal, query i attends to keys 0 to i, whatever the block size.

    Catches: causal-ignored, causal-within-the-block, causal-leaves-out-the-diagonal.
    """
    for length in (1, 2, 5, 8):
        for block_size in (1, 2, 3, 16):
            q, k, v, _ = draw(rng, length, length)
            got = flash_attention(q, k, v, block_size, is_causal=True)
            close(got, solution.flash_attention(q, k, v, block_size, is_causal=True))


@level("edge cases")
def test_large_scores_do_not_overflow(flash_attention):
    """Scores up to 1000 and down to -1000, rising or falling along the keys, give weights, not NaN.

    Catches: no-maximum, maximum-starts-at-zero, maximum-of-the-block.
    """
    v = [[1], [2], [3]]
    for lowest in (960, -1000):
        k = [[lowest], [980], [1000]]
        for value, order in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            for block_size in (1, 2, 3):
                got = flash_attention(tensor([value]), tensor(*k[::order]), tensor(*v[::order]), block_size)
                close(got, tensor([3 if value == 1 else 1]))  # e^-20 of the neighbor is below the tolerance


@level("gradients")
def test_lets_gradients_through(flash_attention, solution, rng):
    """Autograd finds the right gradients of q, k and v through it.

    Catches: detached.
    """
    for is_causal in (False, True):
        args = draw(rng, 5, 5)
        assert_gradients(
            flash_attention, solution.flash_attention, args, ("q", "k", "v"), kwargs={"is_causal": is_causal}
        )
