"""The checks of `lstm_cell`: the standard ones, and gates that are fully open or closed."""

import numpy as np

from shousi.grading import Fast, Tensor, assert_all_close, comparison, level, standard


@comparison
def close(got, expected):
    """Compare in float32: sums of a dozen products, and tanh by exponentials, cost two of its seven digits."""
    assert_all_close(got, expected, ("h", "c"), rtol=1e-4)


def tensor(*rows):
    """Return a float32 tensor."""
    return Tensor(np.array(rows, np.float32))


def make(rng, batch, inputs, units, scale=1.0):
    """Return the arguments of one step."""
    rows = 4 * units
    shapes = (batch, inputs), (batch, units), (batch, units), (rows, inputs), (rows, units), (rows,), (rows,)
    x, h, c, *weights = (Tensor(rng.normal(size=shape).astype(np.float32)) for shape in shapes)
    return Tensor(x.array * np.float32(scale)), (h, c), *weights


def draw(rng):
    """Return a step of a few sequences."""
    return make(rng, *rng.integers(1, 6, 3))


def legal(function, x, state, *weights):
    """Say whether a smaller input is fair: something is there, and the shapes fit."""
    h, c = state
    rows = 4 * h.array.shape[1]
    wanted = (rows, x.array.shape[1]), (rows, h.array.shape[1]), (rows,), (rows,)
    fits = all(weight.array.shape == shape for weight, shape in zip(weights, wanted, strict=True))
    return fits and h.array.shape == c.array.shape and len(x.array) == len(h.array) and x.array.size * h.array.size > 0


EXAMPLE = {
    "x": tensor([2]),
    "state": (tensor([1]), tensor([2])),
    "w_ih": tensor([0.5], [-1], [1], [0.5]),
    "w_hh": tensor([-1], [2], [-1], [-1]),
    "b_ih": tensor(0.5, -0.5, 0.5, 0.5),
    "b_hh": tensor(0.5, -0.5, -0.5, -0.5),
}

globals().update(
    standard(
        "lstm_cell",
        example=(EXAMPLE, (tensor([0.39929]), tensor([1.09465]))),
        draw=draw,
        compare=close,
        gradients=("x", "state", "w_ih", "w_hh", "b_ih", "b_hh"),
        refuses={
            "w_ih": [tensor([1], [1], [1]), tensor(*[[1, 1]] * 4)],
            "w_hh": [tensor([1], [1], [1]), tensor(*[[1, 1]] * 4)],
            "b_ih": [tensor(1, 1, 1), tensor(1)],
            "b_hh": [tensor(1, 1, 1), tensor(1)],
        },
        speed=Fast(15, "4,096 sequences of 8 features and 8 units", lambda rng: make(rng, 4096, 8, 8)),
    )
)


@level("edge cases")
def test_gates_may_be_fully_open_or_closed(lstm_cell, solution, rng):
    """Sums of ±1000 open and close the gates, and nothing becomes NaN.

    Catches: tanh-overflows.
    """
    for scale in (300, 3000):
        args = make(rng, 3, 4, 5, scale)
        close(lstm_cell(*args), solution.lstm_cell(*args))
