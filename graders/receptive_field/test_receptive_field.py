"""The checks of `receptive_field`: the standard ones, and what is special about it."""

import functools

from shousi.grading import assert_all_close, assert_close, level, standard

close = functools.partial(assert_close, rtol=1e-9)  # whole numbers
same_range = functools.partial(assert_all_close, names=("first", "last"), rtol=1e-9)
LAYERS = [{"kernel_size": 3}, {"kernel_size": 2, "stride": 2}, {"kernel_size": 3, "padding": 1}]
LEAST = {"kernel_size": 1, "stride": 1, "padding": 0, "dilation": 1}
BAD = [[{"kernel_size": 3, name: least - 1}] for name, least in LEAST.items()]


def draw_layer(rng):
    """Return a convolution or pooling; keys that have their default are there or not."""
    numbers = {"stride": rng.integers(1, 4), "padding": rng.integers(0, 4), "dilation": rng.integers(1, 4)}
    given = {name: int(value) for name, value in numbers.items() if value != LEAST[name] or rng.random() < 0.5}
    return {"kernel_size": int(rng.integers(1, 6)), **given}


def draw(rng):
    """Return one to five layers."""
    return ([draw_layer(rng) for _ in range(rng.integers(1, 6))],)


def legal(function, layers, position=0):
    """Say whether the statement allows these layers."""
    whole = [all(layer.get(name, least) >= least for name, least in LEAST.items()) for layer in layers]
    return all(whole) and all("kernel_size" in layer for layer in layers) and position >= 0


globals().update(
    standard(
        "receptive_field",
        example=({"layers": LAYERS}, 8),
        draw=draw,
        basic="size",
        compare=close,
        rounds=40,
        refuses={"layers": BAD},
    )
)
globals().update(
    standard(
        "input_range",
        example=({"layers": LAYERS, "position": 5}, (8, 15)),
        draw=lambda rng: (*draw(rng), int(rng.integers(30))),
        basic="range",
        compare=same_range,
        rounds=40,
        refuses={"layers": BAD, "position": [-1]},
    )
)


@level("edge cases")
def test_takes_stacks_that_skip_pixels(receptive_field, input_range, solution):
    """No layers, kernels of 1, and strides that are larger than the kernel.

    Catches: needs-a-layer, counts-what-is-seen.
    """
    skips = {"kernel_size": 1, "stride": 2}
    wide = {"kernel_size": 2, "stride": 5, "padding": 1}
    for layers in ([], [skips], [wide], [skips, skips], [wide, wide], [wide, {"kernel_size": 3, "dilation": 4}]):
        close(receptive_field(layers), solution.receptive_field(layers))
        for position in (0, 3):
            same_range(input_range(layers, position), solution.input_range(layers, position))
