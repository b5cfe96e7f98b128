"""The checks of `roc_auc`: the standard ones, and what is special about it."""

import functools

import numpy as np

from shousi.grading import Curve, Fast, assert_close, level, standard

close = functools.partial(assert_close, rtol=0, atol=1e-5)  # float32 sums of 100,000 terms are off by 1e-6
SCORES, LABELS = np.array([0.9, 0.8, 0.7, 0.7, 0.5, 0.3]), np.array([1, 0, 1, 0, 1, 0])
NAN = np.where(np.arange(6) == 3, np.nan, SCORES)


def draw(rng, n=None, share=None):
    """Return n scores without ties, those of positives higher on average, and labels of both classes."""
    n = int(rng.integers(5, 30)) if n is None else n
    labels = (rng.permutation(n) < max(1, int(n * (share or rng.uniform(0.2, 0.6))))).astype(np.int64)
    return (rng.permutation(n) - n / 2) / n + rng.uniform(0, 1) * labels + 1e-3 * rng.uniform(size=n), labels


def draw_tied(rng):
    """Return whole numbers from 0 to 5 as scores, so that many are equal."""
    labels = draw(rng)[1]
    return (rng.integers(0, 5, len(labels)) + rng.integers(0, 2, len(labels)) * labels).astype(float), labels


def legal(roc_auc, scores, labels):
    """Say whether both classes are there, when a failing input is made smaller."""
    return scores.shape == labels.shape and set(labels.tolist()) == {0, 1}


def picture(function, answer, scores, labels):
    """Return what to draw of an answer: the ROC curve, and the area that the answer gives it."""
    thresholds = (np.inf, *np.unique(scores)[::-1])
    across, up = ([np.mean(scores[labels == one] >= at) for at in thresholds] for one in (0, 1))
    return Curve(x=across, y=up, names=("false positive rate", "true positive rate"), area=answer)


globals().update(
    standard(
        "roc_auc",
        example=({"scores": SCORES, "labels": LABELS}, 11 / 18),
        draw=lambda rng: (draw, draw_tied)[rng.integers(2)](rng),
        compare=close,
        whole=draw_tied,
        short=draw_tied,
        refuses={
            "scores": [SCORES.reshape(2, 3), np.array(0.5), NAN],
            ("labels", "scores"): [
                {"labels": np.array(bad)} for bad in ([1, 0], [1] * 5 + [0] * 5, [[1, 0, 1, 0, 1, 0]])
            ],
            "labels": [{"labels": np.array(bad)} for bad in ([1] * 6, [0] * 6, [1, 0, 2, 0, 1, 0], [0, -1] * 3)],
        },
        speed=Fast(100, "100,000 scores", lambda rng: draw(rng, 100_000, 0.3)),
    )
)


@level("edge cases")
def test_takes_scores_of_any_size(roc_auc, solution, rng):
    """Only the order of scores counts: logits around ±1000, close scores, two scores, all scores equal.

    Catches: squeezes-by-a-sigmoid.
    """
    for scale, shift in ((1000.0, 0.0), (-1000.0, 0.0), (1e-4, 0.0), (0.1, 1000.0)):
        scores, labels = draw(rng)
        args = scores * scale + shift, labels
        close(roc_auc(*args), solution.roc_auc(*args))
    for scores, area in (([0.1, 0.9], 1), ([0.9, 0.1], 0), ([0.3, 0.3], 0.5)):
        close(roc_auc(np.array(scores), np.array([0, 1])), area)
