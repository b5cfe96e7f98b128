"""The checks of `kv_cache`: the cache, decoding token by token, several tokens at once, and speed."""

import math

import numpy as np

from shousi.grading import Built, Tensor, assert_all_close, assert_close, assert_refuses, comparison, level


@comparison
def close(got, expected):
    """Compare in float32: the exponential of a score of 10 or 20 has lost a digit, and 1e-4 leaves another."""
    assert_close(got, expected, rtol=1e-4)


@comparison
def close_pair(got, expected):
    """Compare what update returns."""
    assert_all_close(got, expected, ("k_all", "v_all"))


def normal(rng, *shape):
    """Return a random float32 tensor."""
    return Tensor(rng.normal(size=shape).astype(np.float32))


def draw(rng, tokens):
    """Return the arguments of a cache, weights, and an input of several tokens for it. Few sizes are alike."""
    batch, heads, dim = (int(size) for size in rng.permutation([2, 3, 4]))
    width = heads * dim
    weights = {name: Tensor((rng.normal(size=(width, width)) / dim).astype(np.float32)) for name in "qkvo"}
    return (batch, heads, tokens + int(rng.integers(0, 3)), dim), weights, rng.normal(size=(batch, tokens, width))


def parts(x, sizes):
    """Yield an input in pieces of so many tokens."""
    for end, size in zip(np.cumsum(sizes), sizes, strict=True):
        yield Tensor(x[:, end - size : end].astype(np.float32))


LN3 = math.log(3)
ZERO = Tensor(np.zeros((1, 1, 1), np.float32))


@level("cache")
def test_update_gives_all_tokens_so_far(KVCache, solution, rng):
    """update returns the keys and values of all tokens so far, and length counts them.

    Catches: returns-values-first, overwrites, counts-calls.
    """
    for sizes in ((1, 1, 1), (3, 1, 2), (2, 4)):
        (batch, heads, capacity, dim), _, _ = draw(rng, sum(sizes))
        mine = KVCache(batch=batch, heads=heads, capacity=capacity, head_dim=dim)
        theirs = solution.KVCache(batch, heads, capacity, dim)
        assert_close(mine.length, 0)
        for size in sizes:
            k, v = normal(rng, batch, heads, size, dim), normal(rng, batch, heads, size, dim)
            close_pair(mine.update(k, v), theirs.update(k, v))
            assert_close(mine.length, theirs.length)


@level("decode")
def test_token_by_token_equals_the_whole_sequence(KVCache, decode, solution, rng):
    """The worked example; and token by token, decode gives what causal attention over the whole sequence gives.

    Catches: one-token-loses-its-axis, only-the-new-token, not-scaled.
    """
    cache, ones = KVCache(1, 1, 4, 1), {name: Tensor(np.ones((1, 1), np.float32)) for name in "qkvo"}
    close(decode(x_t=ZERO, weights=ones, cache=cache), ZERO)
    second = LN3 / (1 + math.exp(-(LN3**2)))
    close(decode(Tensor(ZERO.array + np.float32(LN3)), ones, cache), Tensor(ZERO.array + np.float32(second)))
    for tokens in (1, 4, 6):
        shape, weights, x = draw(rng, tokens)
        mine, theirs = KVCache(*shape), solution.KVCache(*shape)
        for piece in parts(x, [1] * tokens):
            close(decode(piece, weights, mine), solution.decode(piece, weights, theirs))


@level("several tokens")
def test_several_tokens_at_once(KVCache, decode, solution, rng):
    """Several tokens at once, first and later, give the same as one by one.

    Catches: no-mask, mask-without-offset, mask-hides-itself.
    """
    for sizes in ((4,), (2, 3), (3, 2, 2)):
        shape, weights, x = draw(rng, sum(sizes))
        mine, theirs = KVCache(*shape), solution.KVCache(*shape)
        for piece in parts(x, sizes):
            close(decode(piece, weights, mine), solution.decode(piece, weights, theirs))
        assert_close(mine.length, sum(sizes))


@level("errors")
def test_refuses_more_than_its_capacity(KVCache, rng):
    """A full cache raises a ValueError that names capacity, and stays as it was.

    Catches: grows-without-end, counts-before-it-refuses.
    """
    cache = KVCache(1, 2, 3, 2)
    k, v = normal(rng, 1, 2, 2, 2), normal(rng, 1, 2, 2, 2)
    cache.update(k, v)
    assert_refuses(cache.update, k, v, naming="capacity")
    assert_close(cache.length, 2)


def draw_large(rng):
    """Return 8 sequences of 64 tokens, weights for 8 heads of 8, and an empty cache."""
    weights = {name: Tensor((rng.normal(size=(64, 64)) / 8).astype(np.float32)) for name in "qkvo"}
    return normal(rng, 8, 64, 64), weights, Built("KVCache", (8, 8, 64, 8))


@level("speed")
def test_decode_is_fast_enough(decode, speed):
    """8 sequences of 64 tokens in 8 heads take at most 15 times as long as the reference."""
    speed.at_most(15, decode, draw_large, compare=close)
