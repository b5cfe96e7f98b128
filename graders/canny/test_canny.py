"""The checks of Canny's steps: the standard ones, and what is special about them."""

import numpy as np

from shousi.grading import Fast, assert_all_close, assert_close, comparison, level, reject, standard

# The worked example of the statement.
IMAGE = np.array([[0.0, 0, 1, 6, 9], [0, 1, 5, 9, 9], [1, 3, 8, 9, 9], [2, 7, 9, 9, 9]])
MAGNITUDE = np.sqrt(
    [[2.0, 100, 820, 884, 90], [52, 520, 1184, 458, 18], [244, 1000, 680, 52, 0], [338, 884, 180, 2, 0]]
)
SECTOR = np.array([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1], [1, 1, 1, 1, 0], [0, 0, 1, 1, 0]])
LEFT = np.array([[0, 0, 1, 1, 0], [0, 0, 1, 0, 0], [0, 1, 1, 0, 0], [0, 1, 0, 0, 0]])
EDGES = LEFT - np.array([[0] * 5] * 2 + [[0, 0, 1, 0, 0], [0] * 5])
# No decision may hang on less than this: float32 is off by 1e-6 or so, relative to the largest magnitude and in angles.
MARGIN = 1e-4


@comparison
def gradients_close(got, expected):
    """Check the magnitude, and the sector where there is a gradient."""
    if isinstance(got, list | tuple) and len(got) == 2 and np.shape(got[1]) == np.shape(expected[1]):
        got = got[0], np.where(expected[0] > 0, got[1], expected[1])
    assert_all_close(got, expected, ("magnitude", "sector"))


@comparison
def same_edges(got, expected):
    """Check which pixels are edges, whether they are True, 1 or 255."""
    array = np.asarray(got)
    if array.shape == np.shape(expected) and array.dtype.kind in "buif":
        if len(np.unique(array)) > 2:
            reject("more than two values came. An edge is True, 1 or 255, any other pixel False or 0.")
        got = array != 0
    assert_close(got, expected)


def gradient_of(image):
    """Return magnitude and angle in units of 45 degrees, with the kernels written out."""
    kernel, padded = np.outer([1, 2, 1], [-1, 0, 1]), np.pad(np.asarray(image, dtype=float), 1, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))
    gx, gy = (windows * kernel).sum((2, 3)), (windows * kernel.T).sum((2, 3))
    return np.hypot(gx, gy), np.arctan2(gy, gx) * 4 / np.pi


def is_clear(image):
    """Say whether no angle is near a border of sectors, and no two neighboring magnitudes are nearly equal."""
    magnitude, angle = gradient_of(image)
    padded = np.pad(magnitude, 1)
    near = np.lib.stride_tricks.sliding_window_view(padded, (3, 3)).reshape(*magnitude.shape, 9)
    apart = np.abs(np.delete(near, 4, axis=2) - magnitude[..., None])
    return apart.min() > MARGIN * magnitude.max() and np.abs(angle % 1 - 0.5).min() > MARGIN


def draw_image(rng):
    """Return an image whose edges hang on no close decision: noise, or noise that adds up to slopes."""
    while True:
        image = 40 * rng.normal(size=rng.integers(3, 9, 2))
        if rng.integers(2):
            image = np.cumsum(image, axis=1)
        if is_clear(image):
            return (image,)


def draw_thin(rng):
    """Return different magnitudes, and any sectors."""
    shape = rng.integers(2, 9, 2)
    return rng.permutation(shape.prod()).reshape(shape) + 1.0, rng.integers(0, 4, shape)


def draw_hysteresis(rng):
    """Return magnitudes in which about half are weak, few strong, and chains are long; no threshold is met exactly."""
    shape = rng.integers(2, 14, 2)
    low, high = np.sort(rng.uniform((40, 85), (70, 100)))
    return rng.integers(0, 101, shape).astype(float), round(low) + 0.5, round(high) + 0.5


def draw_canny(rng):
    """Return an image, and two thresholds that lie between magnitudes."""
    (image,) = draw_image(rng)
    levels = np.sort(gradient_of(image)[0].ravel())
    between = (levels[1:] + levels[:-1]) / 2
    wide = np.flatnonzero(np.diff(levels) > MARGIN * levels[-1])
    low, high = np.sort(rng.choice(wide, 2))
    return image, float(between[low]), float(between[high])


def legal(function, *args):
    """Say whether a smaller input is fair: nothing is decided by equality, nor by almost that."""
    array = np.asarray(args[0], dtype=float)
    if array.ndim != 2 or not array.size:
        return False
    if function == "thin":
        return len(np.unique(array)) == array.size and bool((array > 0).all())
    if function != "hysteresis":
        if not is_clear(array):
            return False
        array = gradient_of(array)[0]
    return all(np.abs(array - threshold).min() > MARGIN * array.max() for threshold in args[1:])


def draw_large(rng):
    """Return an image of 300 by 300 pixels of few values, whose angles are the same few as well."""
    return (rng.integers(0, 4, (300, 300)).astype(float),)


def draw_large_thin(rng):
    """Return magnitudes and sectors of 300 by 300 pixels."""
    return rng.permutation(90_000).reshape(300, 300) + 1.0, rng.integers(0, 4, (300, 300))


FLAT, CUBE = np.ones(5), np.ones((4, 5, 1))
globals().update(
    standard(
        "gradient",
        example=({"image": IMAGE}, (MAGNITUDE, SECTOR)),
        draw=draw_image,
        basic="gradient",
        edge="gradient",
        compare=gradients_close,
        refuses={"image": [FLAT, CUBE]},
        speed=Fast(30, "300 × 300 pixels", draw_large),
    )
    | standard(
        "thin",
        example=({"magnitude": MAGNITUDE, "sector": SECTOR}, MAGNITUDE * LEFT),
        draw=draw_thin,
        basic="thinning",
        edge="thinning",
        refuses={"magnitude": [FLAT, CUBE], ("sector", "magnitude"): [SECTOR[:3], SECTOR[0], SECTOR[..., None]]},
        speed=Fast(10, "300 × 300 pixels", draw_large_thin),
    )
    | standard(
        "hysteresis",
        example=({"magnitude": MAGNITUDE * LEFT, "low": 27, "high": 30}, EDGES),
        draw=draw_hysteresis,
        basic="hysteresis",
        edge="hysteresis",
        compare=same_edges,
        rounds=40,
        refuses={"magnitude": [FLAT, CUBE], ("low", "high"): [31]},
    )
    | standard(
        "canny",
        example=({"image": IMAGE, "low": 27, "high": 30}, EDGES),
        draw=draw_canny,
        basic="canny",
        edge="canny",
        compare=same_edges,
        refuses={"image": [FLAT, CUBE], ("low", "high"): [31]},
    )
)


@level("gradient")
def test_does_not_overflow_in_uint8(gradient, solution, rng):
    """The gradients of a uint8 image reach from -1,020 to 1,020.

    Catches: in-the-dtype-of-the-image.
    """
    for _ in range(3):
        image = (draw_image(rng)[0] > 0).astype(np.uint8) * np.uint8(255)
        gradients_close(gradient(image), solution.gradient(image))
