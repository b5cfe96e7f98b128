"""The checks of `im2col`: the standard ones of both functions, and their defaults."""

import numpy as np

from shousi.grading import Fast, assert_close, level, standard

X = np.array([[[[1.0, 2, 3], [4, 5, 6]]]])
COLS = np.array([[[1.0, 2], [2, 3], [4, 5], [5, 6]]])
SETTINGS = [(2, 1, 0), (3, 1, 1), (3, 2, 1), (2, 2, 0), (2, 3, 1), (1, 2, 0), (4, 3, 2), (5, 2, 3)]
LARGE = (4, 8, 64, 64)


def draw(rng, shape=None, setting=None):
    """Return x, unequal in height and width, and kernel, stride and padding."""
    setting = SETTINGS[rng.integers(len(SETTINGS))] if setting is None else setting
    shape = (*rng.integers(1, 4, 2), *rng.choice([4, 5, 6, 7], 2, replace=False)) if shape is None else shape
    return rng.normal(size=shape), *setting


def draw_back(rng, shape=None, setting=None):
    """Return cols, shape, kernel, stride and padding."""
    x, kernel, stride, padding = draw(rng, shape, setting)
    oh, ow = ((length + 2 * padding - kernel) // stride + 1 for length in x.shape[2:])
    cols = rng.normal(size=(len(x), x.shape[1] * kernel**2, oh * ow))
    return cols, tuple(map(int, x.shape)), kernel, stride, padding


def whole(rng):
    """Return whole numbers for `im2col`."""
    return rng.integers(-9, 9, (2, 2, 5, 6)).astype(float), 3, 2, 1


def whole_back(rng):
    """Return whole numbers for `col2im`."""
    return rng.integers(-9, 9, (2, 18, 9)).astype(float), (2, 2, 5, 6), 3, 2, 1


NUMBERS = {"kernel": 2, "stride": 1, "padding": 0}
REFUSED = {"kernel": [{"kernel": 0}, {"kernel": -1}], "stride": [{"stride": 0}], "padding": [{"padding": -1}]}
globals().update(
    standard(
        "im2col",
        example=({"x": X, **NUMBERS}, COLS),
        draw=draw,
        basic="to columns",
        whole=whole,
        refuses={
            "x": [X[0], np.ones((1, 1, 2, 2, 2))],
            ("kernel", "x"): [{"kernel": 3}, {"kernel": 5, "padding": 1}, {"x": X[..., :1]}],
        }
        | REFUSED,
        speed=Fast(20, "4 images of 8 × 64 × 64", lambda rng: draw(rng, LARGE, (3, 1, 1))),
    )
    | standard(
        "col2im",
        example=({"cols": COLS, "shape": (1, 1, 2, 3), **NUMBERS}, np.array([[[[1, 4, 3], [4, 10, 6]]]])),
        draw=draw_back,
        basic="and back",
        whole=whole_back,
        refuses={
            ("cols", "shape"): [COLS[0], COLS[:, :3], COLS[:, :, :1], np.ones((2, 4, 2)), np.ones((1, 5, 2))],
            "shape": [{"shape": (1, 2, 3)}, {"shape": (1, 1, 2, 2, 3)}],
            ("kernel", "shape"): [{"kernel": 3}],
        }
        | REFUSED,
        speed=Fast(20, "4 images of 8 × 64 × 64", lambda rng: draw_back(rng, LARGE, (3, 1, 1))),
    )
)


@level("edge cases")
def test_steps_by_one_without_padding_by_default(im2col, col2im, solution, rng):
    """The default of stride is 1, that of padding 0; padding may make room for the kernel.

    Catches: another-default.
    """
    x = rng.normal(size=(2, 2, 4, 5))
    assert_close(im2col(x, 3), solution.im2col(x, 3))
    assert_close(im2col(x[:, :, :1], 3, 1, 1), solution.im2col(x[:, :, :1], 3, 1, 1))
    cols = rng.normal(size=(2, 18, 6))
    assert_close(col2im(cols, (2, 2, 4, 5), 3), solution.col2im(cols, (2, 2, 4, 5), 3))
