"""The checks of the three residual blocks: the standard ones, and x as the identity where it has the right shape."""

import functools

import numpy as np

from shousi.grading import Tensor, assert_close, level, standard

# Float32 sums of some hundred products are off by 1e-6 of the answer; every mistake is off by more than a hundredth.
close = functools.partial(assert_close, rtol=1e-4)


def normal(rng, *shape, scale=1.0):
    """Return a random float32 tensor."""
    return Tensor(rng.normal(0, scale, shape).astype(np.float32))


def make_weights(rng, scale=1.0, **shapes):
    """Return a weight of each shape and its bias, scaled so that outputs keep the size of inputs."""
    weights = {}
    for name, shape in shapes.items():
        weights[f"{name}.weight"] = normal(rng, *shape, scale=scale / np.prod(shape[1:]) ** 0.5)
        weights[f"{name}.bias"] = normal(rng, shape[0], scale=0.5 * scale)
    return weights


def draw_shapes(rng):
    """Return x, the numbers of channels before, between and after, and a stride; often the shape stays."""
    channels, between, out = rng.integers(1, 5, 3)
    stride = int(rng.choice([1, 1, 2, 3]))
    if rng.integers(2):
        out, stride = channels, 1
    return normal(rng, rng.integers(1, 3), channels, *rng.integers(3, 8, 2)), channels, between, out, stride


def downsampling(rng, channels, out, stride):
    """Return the shape of the downsampling convolution by its name where one is needed, and sometimes where not."""
    return {"downsample": (out, channels, 1, 1)} if channels != out or stride > 1 or rng.integers(3) == 0 else {}


def draw_basic(rng):
    """Return arguments of basic_block."""
    x, channels, _, out, stride = draw_shapes(rng)
    shapes = {"conv1": (out, channels, 3, 3), "conv2": (out, out, 3, 3), **downsampling(rng, channels, out, stride)}
    return x, make_weights(rng, **shapes), stride


def draw_bottleneck(rng):
    """Return arguments of bottleneck_block."""
    x, channels, between, out, stride = draw_shapes(rng)
    shapes = {"conv1": (between, channels, 1, 1), "conv2": (between, between, 3, 3), "conv3": (out, between, 1, 1)}
    return x, make_weights(rng, **shapes, **downsampling(rng, channels, out, stride)), stride


def draw_inverted(rng):
    """Return arguments of inverted_residual, many of whose activations are above 6."""
    x, channels, between, out, stride = draw_shapes(rng)
    expand = {"expand": (between, channels, 1, 1)} if rng.integers(3) else {}
    between = between if expand else channels
    weights = make_weights(rng, 5, **expand, depthwise=(between, 1, 3, 3)) | make_weights(
        rng, project=(out, between, 1, 1)
    )
    return x, weights, stride


def tensor(values):
    """Return a float32 tensor."""
    return Tensor(np.asarray(values, np.float32))


# The worked example of the statement and those of the docstrings.
X, MIDDLE = tensor([[[[1, -2]]]]), np.zeros((1, 1, 3, 3))
MIDDLE[0, 0, 1, 1] = 2
BASIC = {"conv1.weight": tensor(MIDDLE), "conv1.bias": tensor([1])}
BASIC |= {"conv2.weight": tensor(-MIDDLE), "conv2.bias": tensor([6])}
BOTTLENECK = {f"conv{i}.weight": tensor(np.ones((1, 1, k, k))) for i, k in ((1, 1), (2, 3), (3, 1))}
BOTTLENECK |= {f"conv{i}.bias": tensor([0]) for i in (1, 2, 3)}
INVERTED = {"depthwise.weight": tensor(np.ones((1, 1, 3, 3))), "project.weight": tensor([[[[-1]]]])}
INVERTED |= {"depthwise.bias": tensor([0]), "project.bias": tensor([0])}


def wide(weights, *names):
    """Return weights whose last convolution has two outputs, to which one channel would broadcast."""
    return weights | {name: Tensor(np.repeat(weights[name].array, 2, 0)) for name in names}


WIDE_BASIC = wide(BASIC, "conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias")
WIDE_BASIC["conv2.weight"] = Tensor(np.repeat(WIDE_BASIC["conv2.weight"].array, 2, 1))
WIDE_BOTTLENECK = wide(BOTTLENECK, "conv3.weight", "conv3.bias")
HALVED = {"x": tensor(np.ones((1, 1, 2, 2))), "stride": 2}

globals().update(
    standard(
        "basic_block",
        example=({"x": X, "weights": BASIC}, tensor([[[[1, 4]]]])),
        draw=draw_basic,
        compare=close,
        gradients=("x", "weights"),
        refuses={"weights": [{"weights": WIDE_BASIC}, {**HALVED, "weights": BASIC}]},
    )
    | standard(
        "bottleneck_block",
        example=({"x": X, "weights": BOTTLENECK}, tensor([[[[2, 0]]]])),
        draw=draw_bottleneck,
        basic="bottleneck",
        compare=close,
        gradients=("x", "weights"),
        refuses={"weights": [{"weights": WIDE_BOTTLENECK}, {**HALVED, "weights": BOTTLENECK}]},
    )
    | standard(
        "inverted_residual",
        example=({"x": tensor([[[[5, 3]]]]), "weights": INVERTED}, tensor([[[[-1, -3]]]])),
        draw=draw_inverted,
        basic="inverted",
        compare=close,
        gradients=("x", "weights"),
    )
)


@level("inverted")
def test_adds_nothing_to_one_pixel_with_a_stride(inverted_residual, solution, rng):
    """With a stride of 2 a single pixel keeps its shape, and still x is not added.

    Catches: added-where-the-shape-fits.
    """
    weights = make_weights(rng, depthwise=(3, 1, 3, 3), project=(3, 3, 1, 1))
    args = normal(rng, 2, 3, 1, 1), weights, 2
    close(inverted_residual(*args), solution.inverted_residual(*args))
