"""The checks of `cross_validation`: the standard ones of both functions, and what is special about them."""

import functools

import numpy as np

from shousi.grading import (
    assert_close,
    assert_draws,
    assert_refuses,
    level,
    numpy_generator,
    reject,
    standard,
)

X, LABELS = np.array([[0.0], [1], [4], [9], [8], [3]]), np.array([0, 0, 0, 1, 1, 1])
FOLDS = np.array([0, 1, 2, 0, 1, 2])
MARGIN = 1e-3  # squared distances in float32, as shares of the largest, are off by less
near = functools.partial(assert_close, atol=1e-6)
# Each count of draws fails a right answer with a probability below 1e-9, and there are two of them.


def promise(got, labels, k):
    """Check the sizes of folds, in all and in each class, and return the folds."""
    folds = np.asarray(got)
    if folds.shape != labels.shape or folds.dtype.kind not in "iuf" or (folds % 1).any():
        reject(f"expected whole numbers of shape {labels.shape}, got {folds.dtype} of shape {folds.shape}.")
    if folds.min() < 0 or folds.max() >= k:
        reject(f"expected folds from 0 to {k - 1}, got {folds.min()} to {folds.max()}.")
    folds = folds.astype(int)
    for label in np.unique(labels):
        counts = np.bincount(folds[labels == label], minlength=k)
        if np.ptp(counts) > 1:
            reject(f"the folds have {counts.tolist()} examples of class {label}. They may differ by one.")
    sizes = np.bincount(folds, minlength=k)
    if np.ptp(sizes) > 1:
        reject(f"the sizes of the folds are {sizes.tolist()}. They may differ by one. Each class is divided equally.")
    return folds


def draw_labels(rng):
    """Return labels of up to eight classes, many of them small, a number of folds and a generator."""
    n = int(rng.integers(6, 40))
    labels = rng.permutation(12)[:8][rng.integers(0, rng.integers(1, 9), n)] - 2
    return labels, int(rng.integers(2, 7)), numpy_generator(int(rng.integers(10**6)))


def clear(x, labels, folds):
    """Say whether the nearest mean is clear by MARGIN for each example."""
    for fold in range(folds.max() + 1):
        kept = folds != fold
        std = np.where(np.ptp(x[kept], axis=0) > 0, x[kept].std(axis=0), 1)
        means = np.stack([x[kept & (labels == label)].mean(axis=0) for label in np.unique(labels[kept])])
        ranked = np.sort((((x[~kept, None] - means) / std) ** 2).sum(axis=2), axis=1)
        if ranked.shape[1] > 1 and (ranked[:, 1] - ranked[:, 0]).min() < MARGIN * ranked.max():
            return False
    return True


def legal(function, x, labels, folds):
    """Say whether these are labels to divide, or examples in folds with clear decisions."""
    if x.ndim == 1:
        return x.size > 1 and 2 <= labels <= len(x)
    fits = x.ndim == 2 and x.size and labels.shape == folds.shape == x.shape[:1]
    filled = fits and folds.min() == 0 < folds.max() and set(folds.tolist()) == set(range(folds.max() + 1))
    return bool(filled) and clear(x, labels, folds)


def draw(rng, whole=False):
    """Return examples of classes that overlap, features of unequal scale that a few outliers stretch, and folds."""
    while True:
        n, d, classes, k = (int(size) for size in rng.integers([12, 2, 2, 2], [40, 5, 5, 6]))
        labels = rng.permutation(9)[rng.integers(0, classes, n)] - 2
        folds = rng.permutation(np.arange(n) % k)
        x = rng.normal(size=(n, d)) + labels[:, None] * rng.uniform(0, 0.5, d)
        x[rng.random((n, d)) < 0.05] *= 8
        x *= rng.choice([0.1, 1, 30], d)
        x = np.round(x * 50) if whole else x
        if clear(x, labels, folds):
            return x, labels, folds


globals().update(
    standard(
        "cross_validation",
        example=({"x": X, "labels": LABELS, "folds": FOLDS}, np.array([1, 1, 0.5])),
        draw=draw,
        basic="scores",
        edge="scores",
        compare=near,
        rounds=40,
        whole=lambda rng: draw(rng, whole=True),
        refuses={
            "x": [X[:, 0], X[:0], X[:, :0], X[:, :, None]],
            ("labels", "x"): [{"labels": np.zeros(bad, int)} for bad in ((5,), (7,), (6, 1))],
            ("folds", "x"): [{"folds": bad} for bad in (FOLDS[:5], np.append(FOLDS, 0), FOLDS[:, None])],
            "folds": [np.zeros(6, int), FOLDS * 2, FOLDS + 1, FOLDS - 1],
        },
    )
)


@level("folds")
def test_divides_all_and_each_class_equally(stratified_folds, rng):
    """The sizes of two folds differ by at most one, and so do their numbers of examples of each class.

    Catches: not-stratified, each-class-from-fold-0.
    """
    for _ in range(20):
        labels, k, generator = draw_labels(rng)
        promise(stratified_folds(labels, k, generator), labels, k)
    for n in (2, 5):
        promise(stratified_folds(np.arange(n), n, numpy_generator(1)), np.arange(n), n)


@level("folds")
def test_leaves_the_labels_alone(stratified_folds, rng):
    """The labels are the same after the call as before.

    Catches: sorts-the-labels.
    """
    labels, k, generator = draw_labels(rng)
    call = stratified_folds.returned(labels, k, generator, echo=True)
    if not np.array_equal(call.after[0], labels):
        reject("labels was changed by the call. Work on a copy.")


@level("randomness")
def test_puts_each_example_into_each_fold_as_often(stratified_folds, rng):
    """Of four examples of a class in two folds, the first is in each half of the time, and with the second a third.

    The same seed gives the same folds. Catches: not-shuffled, shuffles-the-folds-only, keeps_the_folds.py.
    """
    labels = np.array([3, 3, 3, 3, 7, 7])
    seeds = rng.choice(10**6, 400, replace=False).tolist()
    folds = np.array([promise(stratified_folds(labels, 2, numpy_generator(seed)), labels, 2) for seed in seeds])
    assert_draws(folds[:, 0], [0.5, 0.5])
    assert_draws((folds[:, 0] == folds[:, 1]).astype(int), [2 / 3, 1 / 3])
    again = [np.asarray(stratified_folds(labels, 2, numpy_generator(seed))) for seed in seeds[:50]]
    if not np.array_equal(folds[:50], again):
        reject("the same seed gave different folds. Draw from rng, and from nothing else.")


@level("scores")
def test_takes_constant_features_and_missing_classes(cross_validation, solution, rng):
    """A feature that is constant in training, in all examples or but for one, and a class with a single example.

    Catches: divides-by-zero.
    """
    for _ in range(4):
        x, labels, folds = draw(rng)
        x[:, 0], labels[0] = 3.0, 77
        x[0, 0] = rng.choice([3.0, 9.0])
        if clear(x, labels, folds):
            near(cross_validation(x, labels, folds), solution.cross_validation(x, labels, folds))


@level("errors")
def test_refuses_bad_labels_and_numbers_of_folds(stratified_folds):
    """Labels of other shapes, and k below 2 or above N, raise a ValueError that names the argument.

    Catches: no-checks-of-folds.
    """
    for bad in (np.zeros(0, int), np.array(3), LABELS[:, None]):
        assert_refuses(stratified_folds, bad, 2, numpy_generator(0), naming="labels")
    for bad in (1, 0, -2, 7):
        assert_refuses(stratified_folds, LABELS, bad, numpy_generator(0), naming="k")
