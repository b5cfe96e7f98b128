"""The checks of `cell_histograms`, `normalize_blocks` and `hog`: the standard ones, and what is special about them."""

import functools

import numpy as np

from shousi.grading import Fast, assert_close, level, standard

# The worked example of the statement.
IMAGE = np.array([[0.0, 1, 3, 6], [0, 1, 3, 6], [4, 5, 7, 10], [0, 1, 3, 6]])
HISTOGRAM = np.array([24, 41**0.5, 5, 0, 8, 0, 0, 0, 0]).reshape(1, 1, 9) / 16
CUT = np.minimum(HISTOGRAM / np.sqrt((HISTOGRAM**2).sum() + 1e-10), 0.2)
NORMALIZED = CUT / np.sqrt((CUT**2).sum() + 1e-10)
# Where eps is put moves a vector that is not almost 0 by some 1e-5; every mistake is off by more than a hundredth.
close = functools.partial(assert_close, rtol=1e-4)
MARGIN = 1e-4  # of a bin: an angle in float32 is off by 1e-6


def is_clear(image, bins):
    """Say whether no angle is near a border of bins, but for those that are exactly 0 or 180 degrees."""
    gx, gy = np.zeros(image.shape), np.zeros(image.shape)
    gx[:, 1:-1], gy[1:-1] = image[:, 2:] - image[:, :-2], image[2:] - image[:-2]
    position = np.arctan2(gy, gx) * bins / np.pi
    return bool((np.abs(position - position.round()) > MARGIN)[gy != 0].all())


def draw_image(rng, whole=False, smallest=1):
    """Return an image, the side of a cell, and an odd number of bins; some rows and columns are left over."""
    cell, bins = int(rng.integers(smallest, 5)), int(rng.choice([5, 7, 9, 9]))
    while True:
        shape = np.maximum(cell * rng.integers(1, 4, 2) + rng.integers(0, cell, 2), 3)
        image = rng.normal(size=shape) * rng.choice([1.0, 80.0])
        if whole:
            image = (10 * image).round()
        if is_clear(image, bins):
            return image, cell, bins


def draw_histograms(rng):
    """Return histograms with a few large numbers, and a block that fits."""
    rows, columns = rng.integers(1, 6, 2)
    histograms = rng.exponential(size=(rows, columns, rng.integers(2, 10))) ** 2 * rng.choice([1.0, 30.0])
    return histograms, int(rng.integers(1, min(rows, columns) + 1))


def draw_hog(rng):
    """Return an image, a cell, a block that fits, and a number of bins."""
    image, cell, bins = draw_image(rng, smallest=2)  # no cell without gradients
    block = int(rng.integers(1, min(image.shape) // cell + 1))
    return image, cell, block, bins


def legal(function, *args):
    """Say whether a smaller input is fair."""
    if function == "normalize_blocks" or np.ndim(args[0]) != 2:
        return True
    return is_clear(np.asarray(args[0], dtype=float), args[3] if function == "hog" else args[2])


def draw_large(rng):
    """Return an image of 256 by 256 pixels of few values, whose angles are few as well."""
    return rng.integers(0, 5, (256, 256)).astype(float), 32, 9


BAD_IMAGES = [np.ones(9), np.ones((9, 9, 1)), np.ones((3, 9)), np.ones((9, 3))]
globals().update(
    standard(
        "cell_histograms",
        example=({"image": IMAGE, "cell": 4}, HISTOGRAM),
        draw=draw_image,
        basic="cells",
        whole=lambda rng: draw_image(rng, whole=True),
        refuses={("image", "cell"): BAD_IMAGES, "cell": [0], "bins": [{"bins": 0}]},
        speed=Fast(10, "256 × 256 pixels", draw_large),
    )
    | standard(
        "normalize_blocks",
        example=({"histograms": HISTOGRAM, "block": 1}, NORMALIZED),
        draw=draw_histograms,
        basic="blocks",
        compare=close,
        refuses={
            "histograms": [np.ones((4, 4)), np.ones((4, 4, 9, 1))],
            ("block", "histograms"): [
                0,
                2,
                *({"histograms": np.ones(shape), "block": 2} for shape in ((2, 1, 9), (1, 2, 9))),
            ],
        },
    )
    | standard(
        "hog",
        example=({"image": IMAGE, "cell": 4, "block": 1}, NORMALIZED.ravel()),
        draw=draw_hog,
        basic="descriptor",
        compare=close,
        refuses={("image", "cell"): BAD_IMAGES, ("block", "histograms"): [2]},
    )
)


@level("votes")
def test_shares_votes_between_neighboring_bins(cell_histograms, hog, solution, rng):
    """With interpolate=True a vote is shared by the two bins whose middles are nearest; last and first are neighbors.

    Catches: interpolate-ignored, middles-at-the-start, shares-swapped, ends-not-joined.
    """
    for _ in range(20):
        args = draw_image(rng)
        expected = solution.cell_histograms(*args, interpolate=True)
        assert_close(cell_histograms(*args, interpolate=True), expected)
        image, cell, block, bins = draw_hog(rng)
        expected = solution.hog(image, cell, block, bins, interpolate=True)
        close(hog(image, cell, block, bins, interpolate=True), expected)


@level("descriptor")
def test_has_the_defaults_of_scikit_image(cell_histograms, normalize_blocks, hog, solution, rng):
    """Without more arguments a cell has 8 by 8 pixels, a block 3 by 3 cells, and there are 9 bins.

    Catches: another-default.
    """
    image = rng.integers(0, 256, (34, 41)).astype(float)
    histograms = solution.cell_histograms(image)
    assert_close(cell_histograms(image), histograms)
    close(normalize_blocks(histograms), solution.normalize_blocks(histograms))
    close(hog(image), solution.hog(image))


@level("eps")
def test_adds_eps_under_the_root(normalize_blocks, solution, rng):
    """Histograms about as small as eps, which is 1e-5, become shorter than 1.

    Catches: eps-outside-the-root.
    """
    for _ in range(3):
        histograms, block = draw_histograms(rng)
        histograms *= 1e-5 / histograms.max()
        assert_close(normalize_blocks(histograms, block), solution.normalize_blocks(histograms, block))


@level("edge cases")
def test_gives_zeros_for_a_flat_image(hog):
    """An image without any gradient gives zeros, not NaN.

    Catches: no-eps.
    """
    assert_close(hog(np.full((8, 8), 7.0), 4, 2), np.zeros(36))


@level("edge cases")
def test_does_not_overflow_in_uint8(cell_histograms, solution, rng):
    """Differences of a uint8 image are below 0, too.

    Catches: in-the-dtype-of-the-image.
    """
    image = rng.integers(0, 256, (9, 10), dtype=np.uint8)
    assert_close(cell_histograms(image, 4), solution.cell_histograms(image, 4))
