"""The checks of `transformer_block`: the standard ones, and the eps of its norms."""

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, comparison, level, standard


@comparison
def close(got, expected):
    """Compare in float32: nine matrix products, and a norm with an eps of 1e-5, cost up to two digits."""
    assert_close(got, expected, rtol=2e-4)


def normal(rng, *shape, scale=1.0):
    """Return a random float32 tensor."""
    return Tensor(rng.normal(0, scale, shape).astype(np.float32))


def make(rng, batch, length, heads, dim, hidden):
    """Return tokens, weights and the number of heads."""
    width = heads * dim
    weights = {name: normal(rng, width, width, scale=1.5 / width**0.5) for name in ("w_q", "w_k", "w_v", "w_o")}
    weights |= {name: normal(rng, hidden, width, scale=1.5 / width**0.5) for name in ("w_gate", "w_up")}
    weights["w_down"] = normal(rng, width, hidden, scale=1.5 / hidden**0.5)
    for name in ("attention_norm", "mlp_norm"):
        weights[name] = Tensor(rng.uniform(0.5, 1.5, width).astype(np.float32))
    # Tokens of this size hardly notice an eps of 1e-5, which only costs a bonus.
    return normal(rng, batch, length, width, scale=3), weights, int(heads)


def draw(rng):
    """Return a small block and its tokens."""
    return make(rng, rng.integers(1, 3), rng.integers(3, 8), rng.integers(1, 4), rng.choice([4, 6]), rng.integers(3, 9))


def legal(function, x, weights, num_heads):
    """Say whether a smaller input is fair: the shapes fit, each head has full pairs, and no token is near zero."""
    width = x.array.shape[2]
    if not x.array.size or num_heads < 1 or width % (2 * num_heads) or weights.keys() != EXAMPLE["weights"].keys():
        return False
    square = all(weights[name].array.shape == (width, width) for name in ("w_q", "w_k", "w_v", "w_o"))
    return square and bool((np.square(x.array).mean(-1) > 0.01).all())


EYE, ONE = np.eye(2, dtype=np.float32), np.ones(2, np.float32)
WEIGHTS = {"attention_norm": ONE, "w_q": EYE, "w_k": EYE, "w_v": EYE, "w_o": np.float32(3.5355) * EYE}
WEIGHTS |= {"mlp_norm": np.float32(1.4142) * ONE, "w_gate": EYE, "w_up": EYE, "w_down": 10 * EYE}
EXAMPLE = {
    "x": Tensor(np.array([[[3, 4]]], np.float32)),
    "weights": {name: Tensor(array) for name, array in WEIGHTS.items()},
    "num_heads": 1,
}

globals().update(
    standard(
        "transformer_block",
        example=(EXAMPLE, Tensor(np.array([[[17.0665, 29.2992]]], np.float32))),
        draw=draw,
        compare=close,
        gradients=("x", "weights"),
        refuses={"num_heads": [2, 0, 3, -1]},
        speed=Fast(8, "4 sequences of 128 tokens", lambda rng: make(rng, 4, 128, 8, 4, 64)),
    )
)


@level("eps")
def test_eps_is_added_below_the_root(transformer_block, solution, rng):
    """The eps of RMSNorm is 1e-6, added to the mean square.

    Catches: eps-outside-the-root, eps-of-layer-norm.
    """
    x, weights, num_heads = draw(rng)
    x = Tensor(x.array * np.float32(3e-4))  # a mean square of about 1e-6
    close(transformer_block(x, weights, num_heads), solution.transformer_block(x, weights, num_heads))
