"""The checks of `output_size`: the standard ones, and what is special about it."""

import functools

from shousi.grading import assert_close, level, standard

close = functools.partial(assert_close, rtol=1e-9)  # whole numbers
LAYERS = [
    {"kernel_size": 5},
    {"kernel_size": 2, "stride": 2},
    {"kernel_size": 3, "stride": 2, "padding": 1},
    {"kernel_size": 3, "padding": 2, "dilation": 2},
]
DEFAULTS = {"stride": 1, "padding": 0, "dilation": 1, "transposed": False, "output_padding": 0}


def after(size, layer):
    """Return the size after a layer; 0 or less if nothing is left."""
    layer = {**DEFAULTS, **layer}
    reach, moves = layer["dilation"] * (layer["kernel_size"] - 1) + 1, layer["stride"]
    if layer["transposed"]:
        return (size - 1) * moves + reach - 2 * layer["padding"] + layer["output_padding"]
    return (size + 2 * layer["padding"] - reach) // moves + 1


def draw_layer(rng):
    """Return a convolution or pooling; keys that have their default are there or not."""
    kernel = int(rng.integers(1, 8))
    numbers = {
        "stride": rng.integers(1, 4),
        "padding": rng.integers(0, kernel // 2 + 1),
        "dilation": rng.integers(1, 4),
    }
    given = {name: int(value) for name, value in numbers.items() if value != DEFAULTS[name] or rng.random() < 0.5}
    return {"kernel_size": kernel, **given}


def draw_transposed(rng):
    """Return a transposed convolution; `output_padding` is below the stride, as PyTorch wants it."""
    layer = {**draw_layer(rng), "transposed": True}
    return {**layer, "output_padding": int(rng.integers(layer.get("stride", 1)))}


def draw(rng, makes=(draw_layer,)):
    """Return a size, and layers that leave something of it."""
    size = left = int(rng.integers(20, 400))
    layers = []
    while len(layers) < 5:
        layer = makes[rng.integers(len(makes))](rng)
        if after(left, layer) >= 1:
            left = after(left, layer)
            layers.append(layer)
    return size, layers[: rng.integers(1, 6)]


def legal(function, size, layers):
    """Say whether the statement allows these layers."""
    least = {"kernel_size": 1, "stride": 1, "padding": 0, "dilation": 1, "output_padding": 0}
    for layer in layers:
        if size < 1 or "kernel_size" not in layer or any(layer.get(name, 1) < low for name, low in least.items()):
            return False
        size = after(size, layer)
    return size >= 1


def example(**changes):
    return [{"kernel_size": 3, **changes}]


globals().update(
    standard(
        "output_size",
        example=({"size": 32, "layers": LAYERS}, 7),
        draw=draw,
        compare=close,
        rounds=60,
        refuses={
            "size": [0, -3],
            "layers": [
                *(example(**{name: 0}) for name in ("kernel_size", "stride", "dilation")),
                example(padding=-1),
                [{"kernel_size": 33}],
                [{"kernel_size": 35, "padding": 1}],
                [{"kernel_size": 1, "padding": 16, "transposed": True}],
            ],
        },
    )
)


@level("transposed")
def test_enlarges_again(output_size, solution, rng):
    """Transposed convolutions alone, and among others.

    Catches: transposed-like-others, stride-times-size, padding-not-taken-off, ignores-output-padding.
    """
    layers = [*LAYERS, {"kernel_size": 4, "stride": 2, "padding": 1, "transposed": True}]
    close(output_size(32, layers), 14)
    for makes in ((draw_transposed,), (draw_transposed, draw_layer)):
        for _ in range(20):
            args = draw(rng, makes)
            close(output_size(*args), solution.output_size(*args))


@level("edge cases")
def test_takes_small_cases(output_size, solution, rng):
    """No layers; one pixel; a kernel that just fits, or does with its padding; a stride larger than what is left.

    Catches: needs-a-layer.
    """
    for size, layers in (
        (int(rng.integers(2, 99)), []),
        (1, [{"kernel_size": 1, "stride": 2}]),
        (7, [{"kernel_size": 7, "stride": 3}]),
        (5, [{"kernel_size": 3, "dilation": 3, "padding": 1}]),
        (9, [{"kernel_size": 8, "stride": 5}]),
    ):
        close(output_size(size, layers), solution.output_size(size, layers))


@level("pooling")
def test_rounds_up_where_asked(output_size, solution, rng):
    """`ceil_mode` rounds up, but no window begins in the padding on the right.

    Catches: ignores-ceil-mode, begins-in-the-padding.
    """
    for size in range(3, 12):
        for stride in (1, 2, 3):
            for padding in (0, 1):
                layers = [{"kernel_size": 2 + padding, "stride": stride, "padding": padding, "ceil_mode": True}]
                close(output_size(size, layers), solution.output_size(size, layers))
    close(output_size(5, [{"kernel_size": 2, "stride": 3, "padding": 1, "ceil_mode": True}]), 2)
