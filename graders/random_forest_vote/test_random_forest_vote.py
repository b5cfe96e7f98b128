"""The checks of `random_forest_vote`: the standard ones of its functions, and what is special about them."""

import functools

import numpy as np

from shousi.grading import Fast, assert_close, level, standard

PREDICTIONS = np.array([[0, 1, 2, 1], [0, 1, 1, 1], [1, 1, 2, 0], [0, 2, 2, 1], [0, 0, 2, 0]])
SAMPLES = np.array([[0, 0, 2, 3], [1, 1, 3, 1], [0, 1, 2, 3], [3, 1, 2, 0], [1, 2, 3, 1]])
LABELS = np.array([0, 1, 2, 0])
SOFT = np.array([[[0.9, 0.1]], [[0.4, 0.6]], [[0.4, 0.6]]])
MARGIN = 1e-4  # means of probabilities in float32 are off by less
says = functools.partial(assert_close, rtol=0, atol=0)
near = functools.partial(assert_close, atol=1e-6)  # an error of 0 may come out as a rounding error


def clear(predictions, samples=None):
    """Say whether one class is the most frequent for each example, among the trees that have not seen it if any."""
    for i, column in enumerate(predictions.T):
        votes = column if samples is None else column[[i not in sample for sample in samples.tolist()]]
        counts = np.sort(np.bincount(votes))
        if len(counts) > 1 and counts[-1] == counts[-2]:
            return False
    return True


def clear_means(probabilities):
    """Say whether one class is the most probable by MARGIN for each example."""
    ranked = np.sort(probabilities.mean(axis=0), axis=1)
    return ranked.shape[1] < 2 or bool((ranked[:, -1] - ranked[:, -2] > MARGIN).all())


def legal(function, first, labels=None, samples=None):
    """Say whether these are arguments of one of the functions, without ties."""
    if first.ndim == 3:
        return bool(first.size) and clear_means(first)
    if first.ndim != 2 or not first.size or first.min() < 0:
        return False
    if labels is None:
        return clear(first)
    fits = labels.shape == first.shape[1:] and samples.ndim == 2 and len(samples) == len(first)
    if not fits or (samples.size and not 0 <= samples.min() <= samples.max() < len(labels)):
        return False
    unseen = [set(range(len(labels))) - set(sample) for sample in samples.tolist()]
    return any(unseen) and clear(first, samples)


def draw_predictions(rng, trees=None, n=None):
    """Return what trees say that are right about 40 to 90 %, and the right classes."""
    trees, n, classes = trees or int(rng.integers(3, 20)), n or int(rng.integers(2, 12)), int(rng.integers(2, 5))
    truth = rng.integers(0, classes, n)
    right = rng.random((trees, n)) < rng.uniform(0.4, 0.9)
    return np.where(right, truth, rng.integers(0, classes, (trees, n))), truth


def draw_votes(rng):
    """Return predictions without ties."""
    while True:
        predictions, _ = draw_predictions(rng)
        if clear(predictions):
            return (predictions,)


def draw_probabilities(rng, n=None):
    """Return probabilities of which a few trees are very sure, so that the vote is often another."""
    while True:
        trees, classes = int(rng.integers(3, 8)), int(rng.integers(2, 5))
        scores = rng.normal(size=(trees, n or int(rng.integers(2, 12)), classes)) * rng.choice([0.3, 4], (trees, 1, 1))
        probabilities = np.exp(scores) / np.exp(scores).sum(axis=2, keepdims=True)
        if clear_means(probabilities):
            return (probabilities,)


def draw(rng, trees=None, n=None, size=None):
    """Return predictions, labels of which some are not what the trees have learned, and bootstrap samples."""
    while True:
        predictions, truth = draw_predictions(rng, trees, n)
        samples = rng.integers(0, len(truth), (len(predictions), size or len(truth)))
        labels = np.where(rng.random(len(truth)) < 0.3, rng.integers(0, 3, len(truth)), truth)
        if legal(None, predictions, labels, samples):
            return predictions, labels, samples


def draw_large(rng):
    """Return 100 trees that are right so often that no vote is a tie, and 1,000 examples."""
    truth = rng.integers(0, 3, 1000)
    predictions = np.where(rng.random((100, 1000)) < 0.95, truth, rng.integers(0, 3, (100, 1000)))
    labels = np.where(rng.random(1000) < 0.2, rng.integers(0, 3, 1000), truth)
    return predictions, labels, rng.integers(0, 1000, (100, 1000))


EMPTY = [np.zeros(4, int), np.zeros((0, 4), int), np.zeros((5, 0), int), PREDICTIONS[:, :, None]]
BAD_SAMPLES = [SAMPLES[:, 0], SAMPLES[:4], np.vstack([SAMPLES, SAMPLES]), SAMPLES[:, :, None]]

globals().update(
    standard(
        "random_forest_vote",
        example=({"predictions": PREDICTIONS}, np.array([0, 1, 2, 1])),
        draw=draw_votes,
        basic="votes",
        compare=says,
        refuses={"predictions": EMPTY},
    )
    | standard(
        "soft_vote",
        example=({"probabilities": SOFT}, np.array([0])),
        draw=draw_probabilities,
        basic="votes",
        compare=says,
        refuses={"probabilities": [SOFT[0], SOFT[:0], SOFT[:, :0], SOFT[..., :0]]},
    )
    | standard(
        "out_of_bag_error",
        example=({"predictions": PREDICTIONS, "labels": LABELS, "samples": SAMPLES}, 1 / 3),
        draw=draw,
        basic="out of bag",
        compare=near,
        rounds=40,
        refuses={
            "predictions": EMPTY,
            ("labels", "predictions"): [{"labels": np.zeros(bad, int)} for bad in ((3,), (5,), (4, 1))],
            ("samples", "predictions"): [{"samples": bad} for bad in BAD_SAMPLES],
            "samples": [SAMPLES - 1, SAMPLES + 1, np.tile(np.arange(4), (5, 1))],
        },
        speed=Fast(50, "100 trees and 1,000 examples", draw_large),
    )
)


@level("edge cases")
def test_takes_samples_of_any_size(out_of_bag_error, solution, rng):
    """Samples of fewer and of many more than N indices, and one tree alone.

    Catches: as-many-draws-as-examples.
    """
    for n, size in ((8, 3), (8, 1), (8, 20), (6, 12)):
        args = draw(rng, 4, n, size)
        near(out_of_bag_error(*args), solution.out_of_bag_error(*args))
    near(out_of_bag_error(np.array([[1, 2, 0]]), np.array([1, 1, 1]), np.array([[1, 1, 1]])), 0.5)


@level("ties")
def test_returns_the_smallest_of_equally_good_classes(random_forest_vote, soft_vote, out_of_bag_error):
    """Of equally frequent or equally probable classes the smallest is returned.

    Catches: ties-to-the-largest.
    """
    says(random_forest_vote(np.array([[2, 3], [1, 0], [1, 3], [2, 0]])), np.array([1, 0]))
    says(soft_vote(np.array([[[0.25, 0.75, 0]], [[0.75, 0.25, 0]]])), np.array([0]))
    samples = np.array([[2], [2], [2]])
    near(out_of_bag_error(np.array([[1, 2, 0], [0, 1, 0], [2, 0, 0]]), np.array([0, 1, 0]), samples), 0.5)
