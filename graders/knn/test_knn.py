"""The checks of `knn`: the standard ones of both functions, and what is special about them."""

import functools

import numpy as np

from shousi.grading import Fast, Points, assert_all_close, assert_close, comparison, level, standard

TRAIN, LABELS = np.array([[0.0, 0], [1, 0], [3, 0], [5, 0]]), np.array([7, 4, 4, 7])
TEST = np.array([[0.0, 0], [4, 1]])
says = functools.partial(assert_close, rtol=0, atol=0)  # labels, in any dtype
MARGIN = 1e-4  # float32 distances, in parts of the largest squared length, are off by less


@comparison
def close(got, expected):
    """Check both standardized sets."""
    assert_all_close(got, expected, ("train", "test"), rtol=1e-4)


def fair(train, labels, test, k):
    """Say whether the k nearest are clear by MARGIN, and one label is the most frequent."""
    squares = ((test[:, None] - train) ** 2).sum(axis=2)
    ranked = np.sort(squares, axis=1)
    scale = max((train**2).sum(axis=1).max(), (test**2).sum(axis=1).max(initial=0))
    if k < len(train) and len(test) and (ranked[:, k] - ranked[:, k - 1]).min() <= MARGIN * scale:
        return False
    for row in labels[np.argsort(squares, axis=1)[:, :k]]:
        counts = np.sort(np.unique(row, return_counts=True)[1])
        if len(counts) > 1 and counts[-1] == counts[-2]:
            return False
    return True


def legal(function, train, *rest):
    """Say whether these are arguments of either function on which all right answers agree."""
    test = rest[0] if len(rest) == 1 else rest[1]
    if train.ndim != 2 or not train.size or test.ndim != 2 or test.shape[1] != train.shape[1]:
        return False
    if len(rest) == 1:
        return True
    labels, k = rest[0], rest[2]
    return labels.shape == train.shape[:1] and 1 <= k <= len(train) and fair(train, labels, test, k)


def draw_standardize(rng):
    """Return two sets whose statistics differ; features may be constant in the first, the second empty."""
    n, m, d = rng.integers(1, 20), rng.integers(0, 6), rng.integers(1, 5)
    scale = rng.choice([0.1, 1, 100], d)
    train = rng.normal(size=(n, d)) * scale + scale
    train[:, rng.uniform(size=d) < 0.2] = 3.0
    return train, rng.normal(size=(m, d)) * scale * 2 - scale


def draw(rng, n=None, m=None, whole=False, short=False):
    """Return the arguments of `knn`; the classes overlap."""
    while True:
        size, d, k = n or int(rng.integers(5, 30)), int(rng.integers(1, 5)), int(rng.integers(1, 8))
        labels = rng.integers(0, 4, size)
        train = rng.normal(size=(size, d)) * 2 + labels[:, None] / 2 - 1
        test = rng.normal(size=(m or rng.integers(3, 9), d)) * 2
        if whole:
            train, test = np.round(train * 100), np.round(test * 100)
        if short:
            train, test = (np.clip(np.round(part * 10 + 50), 0, 100) for part in (train, test))
        if k <= size and fair(train, labels, test, k):
            return train, labels, test, k


def draw_many(rng):
    """Return 1,000 training and 500 test examples of four classes that lie far apart."""
    centers, labels = rng.normal(size=(4, 8)) * 20, rng.integers(0, 4, 1000)
    train = centers[labels] + rng.normal(size=(1000, 8))
    return train, labels, centers[rng.integers(0, 4, 500)] + rng.normal(size=(500, 8)), 5


def picture(function, answer, train, test, labels=None, k=None):
    """Return what to draw of an answer of `knn`: the test examples by their labels, among the training examples."""
    if function == "standardize":
        return None
    return Points(points=test, labels=answer, near=(train, labels))


BAD_TEST = [{"test": np.zeros(bad)} for bad in ((2,), (2, 3), (2, 1), (2, 2, 1))]
BAD_TRAIN = [np.zeros(4), np.zeros((0, 2)), np.zeros((4, 2, 1))]

globals().update(
    standard(
        "standardize",
        example=(
            {"train": np.array([[1.0, 7], [3, 7]]), "test": np.array([[4.0, 9]])},
            (np.array([[-1, 0], [1, 0]]), np.array([[2, 2]])),
        ),
        draw=draw_standardize,
        basic="standardize",
        compare=close,
        refuses={"train": BAD_TRAIN, ("test", "train"): BAD_TEST},
    )
    | standard(
        "knn",
        example=({"train": TRAIN, "labels": LABELS, "test": TEST, "k": 3}, np.array([4, 4])),
        draw=draw,
        basic="knn",
        compare=says,
        rounds=40,
        whole=lambda rng: draw(rng, whole=True),
        refuses={
            "train": BAD_TRAIN,
            ("test", "train"): BAD_TEST,
            ("labels", "train"): [{"labels": np.zeros(bad, int)} for bad in ((3,), (5,), (4, 1))],
            "k": [{"k": bad} for bad in (0, -1, 5)],
        },
        speed=Fast(50, "500 by 1,000 examples", draw_many),
    )
)


@level("edge cases")
def test_takes_few_examples_and_any_label(knn, solution, rng):
    """One training example and 300, no test examples, k = N; labels of −5 and 1000.

    Catches: no-negative-labels.
    """
    train, labels, test, k = draw(rng)
    says(knn(train[:1], labels[:1], test, 1), np.repeat(labels[:1], len(test)))
    says(knn(train, labels, test[:0], k), np.zeros(0, int))
    says(knn(train, np.where(np.arange(len(train)) < 2, 1, 0), test, len(train)), np.zeros(len(test), int))
    for _ in range(5):
        args = draw(rng, 300, 3)
        says(knn(*args), solution.knn(*args))
    for names in ([-5, -1, 0, 1000], [3, 2, 1, 0]):
        args = train, np.array(names)[labels], test, k
        says(knn(*args), solution.knn(*args))


@level("precision")
def test_short_dtypes_lose_nothing(knn, solution, rng):
    """Examples in short dtypes are those in float64.

    Catches: uint8-wraps-around.
    """
    for dtype in (np.uint8, np.int16, np.float16, np.float32):
        for _ in range(5):
            train, labels, test, k = draw(rng, short=True)
            args = train.astype(dtype), labels, test.astype(dtype), k
            says(knn(*args), solution.knn(*args))


@level("ties")
def test_returns_the_smallest_of_equally_frequent_labels(knn, solution, rng):
    """Of equally frequent labels the smallest is returned, whichever is nearer.

    Catches: ties-to-the-nearest.
    """
    for k in (2, 4, 6):
        train, test = rng.normal(size=(6, 2)), rng.normal(size=(4, 2))
        args = train, np.array([3, 1, 2, 1, 2, 3]), test, k
        says(knn(*args), solution.knn(*args))
