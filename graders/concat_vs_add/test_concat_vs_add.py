"""The checks of `merge_convs`, `split_conv` and `tie_conv`: the standard ones, with answers of several parts."""

import numpy as np

from shousi.grading import assert_all_close, comparison, level, reject, standard

# The worked example of the statement.
FIRST, SECOND = np.arange(1.0, 10).reshape(1, 1, 3, 3), np.array([[[[20.0]], [[30]]]])
MERGED = np.zeros((1, 3, 3, 3))
MERGED[0, 0], MERGED[0, 1:, 1, 1] = FIRST[0, 0], [20, 30]
WEIGHT, BIAS = MERGED, np.ones(1)


@comparison
def both_close(got, expected):
    """Check the weight and the bias; the numbers are copied or added, float32 may round them."""
    assert_all_close(got, expected, ("weight", "bias"))


@comparison
def parts_close(got, expected):
    """Check each of the weights."""
    if isinstance(got, np.ndarray) and got.ndim < 5:
        reject("one array came. Return a list, with a weight for each input.")
    assert_all_close(got, expected, [f"weight {i}" for i in range(len(expected))])


def draw_convs(rng, several_sizes=False):
    """Return the weights and the biases of one to four convolutions, with kernels of one size or of several."""
    outputs, size, count = rng.integers(1, 4), 2 * rng.integers(0, 3, 2) + 1, rng.integers(1, 5)
    sizes = 2 * rng.integers(0, 3, (count, 2)) + 1 if several_sizes else [size] * count
    weights = [rng.normal(size=(outputs, rng.integers(1, 4), *each)) for each in sizes]
    return weights, [rng.normal(size=outputs) for _ in weights]


def draw_split(rng):
    """Return a weight and the channels of one to four inputs."""
    channels = rng.integers(1, 4, rng.integers(1, 5)).tolist()
    return rng.normal(size=(rng.integers(1, 4), sum(channels), *rng.integers(1, 4, 2))), channels


def draw_tie(rng):
    """Return a weight and a number of inputs."""
    return rng.normal(size=rng.integers(1, 4, 4)), int(rng.integers(1, 5))


def bad_weights(*shapes):
    """Return a bad value of weights for each shape of the second of them."""
    return [[FIRST, np.ones(shape)] for shape in shapes]


globals().update(
    standard(
        "merge_convs",
        example=({"weights": [FIRST, SECOND], "biases": [BIAS / 2, BIAS]}, (MERGED, np.array([1.5]))),
        draw=draw_convs,
        basic="merge",
        compare=both_close,
        refuses={
            "weights": [
                {"weights": [], "biases": []},
                *bad_weights((1, 2, 3), (1, 2, 3, 3, 1), (1, 2, 2, 3), (1, 2, 3, 2)),
                *({"weights": [FIRST, np.ones((o, 1, 3, 3))], "biases": [BIAS, np.ones(o)]} for o in (2, 0)),
            ],
            "biases": [[BIAS], [BIAS] * 3, [BIAS, np.ones(2)], [BIAS, np.ones((1, 1))]],
        },
    )
    | standard(
        "split_conv",
        example=({"weight": WEIGHT, "channels": [1, 2]}, [WEIGHT[:, :1], WEIGHT[:, 1:]]),
        draw=draw_split,
        basic="split",
        compare=parts_close,
        refuses={
            "weight": [np.ones((1, 3, 3)), np.ones((1, 3, 3, 3, 1))],
            ("channels", "weight"): [[1, 1], [2, 2], [], [0, 3], [4, -1]],
        },
    )
    | standard(
        "tie_conv",
        example=({"weight": SECOND, "n": 3}, np.tile(SECOND, (1, 3, 1, 1))),
        draw=draw_tie,
        basic="tie",
        refuses={"weight": [np.ones((1, 2, 3)), np.ones((1, 2, 3, 3, 1))], "n": [0, -1]},
    )
)


@level("merge")
def test_grows_smaller_kernels(merge_convs, solution, rng):
    """Kernels of several sizes: the smaller ones stand in the middle of the largest height and width.

    Catches: one-size-for-both-axes, cut-to-the-smallest.
    """
    for _ in range(15):
        args = draw_convs(rng, several_sizes=True)
        both_close(merge_convs(*args), solution.merge_convs(*args))
