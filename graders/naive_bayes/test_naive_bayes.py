"""The checks of `naive_bayes`: the standard ones of both functions, and what is special about them."""

import functools

import numpy as np

from shousi.grading import Fast, assert_close, level, standard

# Sums of logarithms that nearly cancel, in float32.
close = functools.partial(assert_close, rtol=1e-4)
X, Y = np.array([[1.0], [3], [5], [5], [9], [9]]), np.array([0, 0, 1, 1, 1, 1])
COUNTS, CLASSES = np.array([[2, 1, 0], [1, 0, 0], [0, 1, 2]]), np.array([0, 0, 1])


def draw_classes(rng, n, k):
    """Return n classes, each at least four times, some more often than others."""
    return rng.permutation(np.concatenate([np.repeat(np.arange(k), 4), rng.choice(k, n, p=rng.dirichlet(np.ones(k)))]))


def draw(rng, n=None, d=None, k=None, m=None, whole=False):
    """Return examples of classes that overlap; where smoothing helps, class 0 may have a constant feature."""
    d, k = d or int(rng.integers(1, 6)), k or int(rng.integers(2, 5))
    y = draw_classes(rng, n or int(rng.integers(4, 20)), k)
    means, scales = rng.normal(size=(k, d)), rng.uniform(0.5, 2, (k, d))
    units = rng.choice([0.5, 1, 3], d)
    x = (means[y] + rng.normal(size=(len(y), d)) * scales[y]) * units
    new = rng.normal(size=(m or int(rng.integers(1, 6)), d)) * 1.5 * units
    smoothing = float(rng.choice([0.0, 1e-9, 0.05, 0.5]))
    if smoothing > 0.01 and rng.uniform() < 0.3:
        x[y == 0, 0] = units[0]
    if whole:
        x, new = np.round(x * 20), np.round(new * 20)
    return x, y, new, smoothing


def draw_counts(rng, n=None, d=None, k=None, length=10):
    """Return documents of classes that use some words more than others, of half the length and more."""
    d, k = d or int(rng.integers(2, 8)), k or int(rng.integers(2, 5))
    y = draw_classes(rng, n or int(rng.integers(1, 8)), k)
    words = rng.dirichlet(np.ones(d), k)
    lengths = rng.integers(length // 2, length, len(y))
    counts = np.stack([rng.multinomial(size, words[c]) for size, c in zip(lengths, y, strict=True)])
    size, m = int(rng.integers(length // 2, length)), int(rng.integers(1, 6))
    new = rng.multinomial(size, words[int(rng.integers(k))], m)
    return counts, y, new, float(rng.choice([0.1, 0.5, 1.0, 2.0]))


def legal(function, x, y, new, extra):
    """Say whether the shapes fit, each class has two examples, and no variance is all but 0."""
    if x.ndim != 2 or not x.size or y.shape != x.shape[:1] or new.shape[1:] != x.shape[1:] or not new.size:
        return False
    if (y < 0).any() or np.bincount(y.astype(int)).min() < 2:
        return False
    if function == "multinomial_naive_bayes":
        return bool((x >= 0).all() and (new >= 0).all() and extra >= 0.01)
    spread = min(x[y == k].std(axis=0).min() for k in range(int(y.max()) + 1))
    return bool(extra >= 0 and spread > 0.02 * np.abs(x).max())


def refuses(first, x, y):
    """Return bad arguments; the first one is called `x` or `counts`, and these are those of the example."""
    n, d = x.shape
    return {
        first: [np.zeros(n), np.zeros((0, d)), np.zeros((n, d, 1))],
        ("y", first): [{"y": np.zeros(bad, int)} for bad in (1, n + 1, (n, 1))],
        "y": [{"y": bad} for bad in (y - 1, y * 2)],
        ("new", first): [{"new": np.zeros(bad)} for bad in ((d,), (2, d + 1), (2, d, 1), (2, d - 1))],
    }


globals().update(
    standard(
        "gaussian_naive_bayes",
        example=({"x": X, "y": Y, "new": np.array([[4.0]])}, np.array([[-1.22344457, -0.34844458]])),
        draw=draw,
        basic="gaussian",
        compare=close,
        whole=lambda rng: draw(rng, whole=True),
        refuses=refuses("x", X, Y) | {"smoothing": [{"smoothing": -0.1}]},
        speed=Fast(7, "2,000 new examples of 20 features", lambda rng: draw(rng, 2000, 20, 5, 2000)),
    )
    | standard(
        "multinomial_naive_bayes",
        example=({"counts": COUNTS, "y": CLASSES, "new": np.array([[1, 0, 1]])}, np.log([[96 / 145, 49 / 145]])),
        draw=draw_counts,
        basic="multinomial",
        compare=close,
        whole=draw_counts,
        refuses=refuses("counts", COUNTS, CLASSES)
        | {"alpha": [{"alpha": 0.0}, {"alpha": -1.0}], "counts": [np.zeros(3), np.zeros((0, 3)), COUNTS - 1]},
    )
)


@level("edge cases")
def test_stays_finite_for_many_features(gaussian_naive_bayes, multinomial_naive_bayes, solution, rng):
    """With 1,000 features or 5,000 words the densities are below the smallest float, their logarithms are not.

    Catches: multiplies-densities, multiplies-words, logarithm-of-the-shares.
    """
    args = draw(rng, 30, 1000, 3, 4)
    close(gaussian_naive_bayes(*args), solution.gaussian_naive_bayes(*args))
    args = draw_counts(rng, 30, 20, 3, 5000)
    args[2][0] //= 100
    close(multinomial_naive_bayes(*args), solution.multinomial_naive_bayes(*args))


@level("precision")
def test_takes_counts_in_uint8(multinomial_naive_bayes, solution, rng):
    """Counts and classes in uint8, whose sums wrap around at 256.

    Catches: uint8-wraps-around.
    """
    for _ in range(3):
        *arrays, alpha = draw_counts(rng, 40, length=100)
        args = *(part.astype(np.uint8) for part in arrays), alpha
        close(multinomial_naive_bayes(*args), solution.multinomial_naive_bayes(*args))
