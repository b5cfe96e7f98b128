"""The checks of `flops`: the standard ones, and what is special about it."""

import functools

from shousi.grading import assert_close, level, standard

close = functools.partial(assert_close, rtol=1e-9)  # whole numbers
SHAPE = (1, 28, 28)
LAYERS = [
    {"kind": "conv", "out_channels": 6, "kernel_size": 5, "padding": 2},
    {"kind": "pool", "kernel_size": 2, "stride": 2},
    {"kind": "conv", "out_channels": 16, "kernel_size": 5},
    {"kind": "pool", "kernel_size": 2, "stride": 2},
    {"kind": "linear", "out_features": 120},
    {"kind": "linear", "out_features": 10},
]
LEAST = {"kernel_size": 1, "stride": 1, "padding": 0, "dilation": 1, "groups": 1, "out_channels": 1, "out_features": 1}


def draw_conv(rng):
    """Return a convolution without groups; keys that have their default are there or not."""
    kernel = int(rng.integers(1, 6))
    numbers = {
        "stride": rng.integers(1, 3),
        "padding": rng.integers(0, kernel // 2 + 1),
        "dilation": rng.integers(1, 3),
    }
    layer = {"kind": "conv", "out_channels": int(rng.integers(2, 9)), "kernel_size": kernel}
    layer |= {name: int(value) for name, value in numbers.items() if value != LEAST[name] or rng.random() < 0.5}
    return layer | ({"bias": True} if rng.random() < 0.2 else {"bias": False} if rng.random() < 0.2 else {})


def draw_pool(rng):
    """Return a pooling."""
    kernel = int(rng.integers(2, 4))
    layer = {"kind": "pool", "kernel_size": kernel, "stride": int(rng.integers(1, 3))}
    return layer | ({"padding": 1} if rng.random() < 0.5 else {})


def draw(rng):
    """Return the shape of an image, and a network that leaves something of it."""
    layers = []
    for _ in range(rng.integers(1, 3)):
        layers.append(draw_conv(rng))
        if rng.random() < 0.5:
            layers.append(draw_pool(rng))
    if rng.random() < 0.7:
        sizes = [int(size) for size in rng.integers(2, 30, rng.integers(1, 3))]
        layers += [{"kind": "linear", "out_features": size} for size in sizes]
    return (int(rng.integers(1, 5)), *(int(size) for size in rng.integers(64, 100, 2))), layers


def legal(function, shape, layers):
    """Say whether the statement allows this network."""
    if len(shape) != 3 or min(shape) < 1:
        return False
    kinds = [layer.get("kind") for layer in layers]
    behind = kinds[kinds.index("linear") :] if "linear" in kinds else []
    needed = {"conv": {"out_channels", "kernel_size"}, "pool": {"kernel_size"}, "linear": {"out_features"}}
    whole = all(layer[name] >= least for layer in layers for name, least in LEAST.items() if name in layer)
    return whole and set(behind) <= {"linear"} and all(needed[layer["kind"]] <= layer.keys() for layer in layers)


for name, answer in (("parameters", 51_902), ("flops", 813_600)):
    globals().update(
        standard(
            name,
            example=({"shape": SHAPE, "layers": LAYERS}, answer),
            draw=draw,
            basic="parameters" if name == "parameters" else "operations",
            compare=close,
            rounds=30,
            refuses={
                "layers": [
                    [{"kind": "attention"}],
                    [{"kind": "conv", "out_channels": 2, "kernel_size": 29}],
                    [{"kind": "pool", "kernel_size": 31, "padding": 1}],
                    [{"kind": "conv", "out_channels": 4, "kernel_size": 3, "groups": 2}],
                    [*LAYERS[:1], {"kind": "conv", "out_channels": 4, "kernel_size": 3, "groups": 3}],
                ]
            },
        )
    )


def agree(parameters, flops, solution, shape, layers):
    """Compare both numbers."""
    close(parameters(shape, layers), solution.parameters(shape, layers))
    close(flops(shape, layers), solution.flops(shape, layers))


@level("edge cases")
def test_divides_by_groups(parameters, flops, solution, rng):
    """Filters of a grouped convolution see the channels of their group only; depthwise ones see one.

    Catches: ignores-groups, groups-twice.
    """
    for channels, out, groups in ((8, 8, 8), (8, 16, 8), (6, 4, 2), (12, 9, 3)):
        layer = {**draw_conv(rng), "out_channels": out, "groups": groups}
        agree(parameters, flops, solution, (channels, 20, 30), [layer, {"kind": "linear", "out_features": 3}])


@level("edge cases")
def test_takes_small_networks(parameters, flops, solution):
    """No layers, poolings alone, linear layers alone with and without bias, and a kernel that just fits.

    Catches: needs-a-layer.
    """
    plain, wide = {"kind": "linear", "out_features": 5, "bias": False}, {**LAYERS[2], "kernel_size": 7}
    for layers in ([], LAYERS[1:2], LAYERS[4:], [plain], [plain, plain], [wide]):
        agree(parameters, flops, solution, (2, 9, 7), layers)
