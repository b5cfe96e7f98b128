"""The checks of `cross_entropy`: the standard ones, and what is special about it."""

import functools

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, assert_gradients, level, standard

# Float32 sums of some thousand terms are off by 1e-6; every mistake of mistakes.toml is off by more than a hundredth.
close = functools.partial(assert_close, rtol=1e-4)
PROBABILITIES = np.array([[2, 1, 1], [1, 1, 2], [1, 2, 1]]) / 4
LOGITS = Tensor(np.log(4 * PROBABILITIES).astype(np.float32))
LN2 = float(np.log(2))
EXAMPLE = {
    "logits": LOGITS,
    "targets": Tensor(np.array([0, 1, -100])),
    "weight": None,
    "ignore_index": -100,
    "label_smoothing": 0.0,
    "reduction": "mean",
}


def draw(rng, rows=None, classes=None, ignored=()):
    """Return logits and targets, some of them ignored."""
    rows, classes = rows or rng.integers(3, 9), classes or rng.integers(3, 7)
    targets = rng.integers(0, classes, rows)
    for place, index in enumerate(ignored):
        targets[place] = index
    return Tensor((2 * rng.normal(size=(rows, classes))).astype(np.float32)), Tensor(targets)


globals().update(
    standard(
        "cross_entropy",
        example=(EXAMPLE, Tensor(np.float32(1.5 * LN2))),
        draw=draw,
        compare=close,
        gradients=("logits",),
        refuses={
            "logits": [Tensor(np.zeros(3, np.float32)), Tensor(np.zeros((3, 3, 1), np.float32))],
            "targets": [Tensor(np.array(bad)) for bad in ([0, 1], [0, 1, 2, 0], [0, 1, 3], [0, 1, -1], [0, 1, -101])],
            "weight": [Tensor(np.ones(2, np.float32)), Tensor(np.ones((3, 1), np.float32))],
            "label_smoothing": [-0.1, 1.1],
            "reduction": ["average"],
        },
        speed=Fast(15, "20,000 rows of 50 classes", lambda rng: draw(rng, 20_000, 50)),
    )
)


def weights(rng, classes):
    """Return weights that differ enough to tell one class from another."""
    return Tensor(rng.permutation(np.arange(1, classes + 1)).astype(np.float32))


@level("options")
def test_divides_by_the_weights_of_the_targets(cross_entropy, solution, rng):
    """`weight` multiplies the loss of each row, and the mean divides by the weights of the targets.

    Catches: divides-by-the-number-of-rows, weighs-without-dividing.
    """
    targets = Tensor(np.array([0, 1, -100]))
    close(cross_entropy(LOGITS, targets, weight=Tensor(np.float32([1, 3, 1]))), Tensor(np.float32(7 / 4 * LN2)))
    for reduction in ("sum", "mean"):
        options = {"weight": weights(rng, 4), "reduction": reduction}
        args = draw(rng, classes=4)
        close(cross_entropy(*args, **options), solution.cross_entropy(*args, **options))


@level("options")
def test_leaves_out_ignored_rows(cross_entropy, solution, rng):
    """Rows whose target is `ignore_index` count for nothing, whichever number it is.

    Catches: mean-over-ignored-rows, ignores-minus-100-only, ignored-rows-are-class-zero.
    """
    args = draw(rng, ignored=(-100, -100))
    close(cross_entropy(*args), solution.cross_entropy(*args))
    for index in (-1, 255, 0, 2):
        args = draw(rng, 6, 3, ignored=(1, index, index))
        expected = solution.cross_entropy(*args, ignore_index=index)
        close(cross_entropy(*args, ignore_index=index), expected)


@level("options")
def test_smooths_labels_over_all_classes(cross_entropy, solution, rng):
    """`label_smoothing` spreads its share over all C classes, the right one included, each with its weight.

    Catches: smooths-over-the-wrong-classes, adds-the-smoothing, smooths-without-weights, smooths-ignored-rows.
    """
    targets = Tensor(np.array([0, 1, 1]))
    expected = Tensor(np.float32((1.2 + 1.9 + 1.2) / 3 * LN2))
    close(cross_entropy(LOGITS, targets, label_smoothing=0.3), expected)
    for share in (0.1, 0.5, 1.0):
        args = (*draw(rng, 6, 4, ignored=(-100, -100)), weights(rng, 4), -100, share)
        close(cross_entropy(*args), solution.cross_entropy(*args))
        assert_gradients(cross_entropy, solution.cross_entropy, args, ("logits",))


@level("options")
def test_reduces_as_asked(cross_entropy, solution, rng):
    """`reduction` gives the sum, or one loss for each row, 0 where the target is ignored.

    Catches: always-the-mean, drops-ignored-rows.
    """
    for reduction in ("none", "sum"):
        args = draw(rng, ignored=(-100,))
        close(cross_entropy(*args, reduction=reduction), solution.cross_entropy(*args, reduction=reduction))


@level("edge cases")
def test_stays_finite_for_large_logits(cross_entropy, solution, rng):
    """Logits of ±1000 and ±10,000 give finite losses and gradients.

    Catches: log-of-softmax, exp-overflows.
    """
    for scale in (1e3, 1e4):
        logits, targets = draw(rng)
        logits = Tensor(np.float32(scale) * logits.array)
        close(cross_entropy(logits, targets), solution.cross_entropy(logits, targets))
        assert_gradients(cross_entropy, solution.cross_entropy, (logits, targets), ("logits",))


@level("edge cases")
def test_takes_a_single_row(cross_entropy, solution, rng):
    """A single row is a batch of one; with "none" its loss has the shape (1,).

    Catches: squeezes-a-single-row.
    """
    for reduction in ("mean", "none"):
        args = draw(rng, rows=1)
        close(cross_entropy(*args, reduction=reduction), solution.cross_entropy(*args, reduction=reduction))


@level("masked")
def test_takes_classes_that_are_masked(cross_entropy, solution, rng):
    """A class that is masked by a logit of −∞ has probability 0 and costs nothing where it is not the target.

    Catches: zero-times-infinity.
    """
    logits, targets = draw(rng, 5, 4)
    targets.array[:] = 1
    logits.array[::2, 3] = -np.inf
    close(cross_entropy(logits, targets), solution.cross_entropy(logits, targets))
