"""The checks of `gmm`: the standard ones of its functions, and what is special about them."""

import numpy as np

from shousi.grading import Fast, Points, assert_all_close, comparison, level, standard

X, WEIGHTS, MEANS = np.array([[-1.0], [0], [1]]), np.array([0.5, 0.5]), np.array([[-1.0], [1]])
START = {"x": X, "weights": WEIGHTS, "means": MEANS, "covariances": np.ones((2, 1, 1))}
GMM = ("weights", "means", "covariances", "log_likelihoods")


@comparison
def e_close(got, expected):
    """Check responsibilities and log-likelihood; float32 solutions of systems of condition 100 are off by 1e-5."""
    assert_all_close(got, expected, ("responsibilities", "log_likelihood"), rtol=1e-4)


@comparison
def fit_close(got, expected):
    """Check weights, means, covariances and log-likelihoods; an iteration passes on what the one before is off by."""
    assert_all_close(got, expected, GMM, rtol=1e-3)


def draw_covariances(rng, k, d):
    """Return covariances of condition below 20."""
    factors = np.linalg.qr(rng.normal(size=(k, d, d)))[0] * rng.uniform(0.5, 2, (k, 1, d))
    return factors @ factors.transpose(0, 2, 1)


def draw(rng, n=None, d=None, k=None):
    """Return the arguments of `e_step`: points of a mixture, and another mixture."""
    n, d, k = n or int(rng.integers(1, 20)), d or int(rng.integers(1, 5)), k or int(rng.integers(1, 5))
    means = rng.normal(size=(k, d)) * 2 + rng.choice([0.0, 3])
    x = means[rng.integers(k, size=n)] + rng.normal(size=(n, d))
    return x, rng.dirichlet(np.full(k, 5.0)), means, draw_covariances(rng, k, d)


def draw_fit(rng, n=None, d=None, k=None, iterations=None):
    """Return the arguments of `gmm`; each component keeps many points."""
    d, k = d or int(rng.integers(1, 4)), k or int(rng.integers(1, 4))
    means = np.eye(k, d) * 4 + rng.normal(size=(k, d))
    labels = np.arange(n or int(rng.integers(40, 80))) % k
    x = means[labels] + rng.normal(size=(len(labels), d)) * rng.uniform(0.5, 1.5, (k, d))[labels]
    start = rng.dirichlet(np.full(k, 20.0)), means + rng.normal(size=(k, d)) / 2, draw_covariances(rng, k, d)
    return x, *start, iterations or int(rng.integers(0, 6)), float(rng.choice([0.0, 1e-6, 0.1]))


def legal(function, *args):
    """Say whether shapes fit, and covariances are positive definite; fits are not made smaller."""
    if function == "gmm" or args[0].ndim != 2 or not args[0].size:
        return False
    x, weights, means, covariances = args
    fits = means.shape[1:] == x.shape[1:] and np.shape(weights) == means.shape[:1] and np.min(weights, initial=1) > 0.01
    if not fits or not means.size or covariances.shape != means.shape + means.shape[1:]:
        return False
    return np.array_equal(covariances, covariances.transpose(0, 2, 1)) and np.linalg.eigvalsh(covariances).min() > 0.1


def picture(function, answer, x, means=None, **rest):
    """Return what to draw of an answer: the points and means; two deviations along the axes of each component."""
    if function == "e_step":
        return Points(points=x, labels=np.argmax(answer[0], axis=1), centers=means)
    _, means, covariances, _ = map(np.asarray, answer)
    variances, vectors = np.linalg.eigh(covariances)
    ends = 2 * np.sqrt(variances)[..., None] * vectors.transpose(0, 2, 1)
    axes = np.stack([means[:, None] - ends, means[:, None] + ends], axis=2)
    return Points(points=x, centers=means, axes=axes.reshape(-1, 2, axes.shape[-1]))


BAD = {"means": ((2, 2), 2), "weights": (1, 3, (2, 1)), "covariances": ((2, 1), (1, 1, 1), (2, 1, 2))}
REFUSES = {GMM[:3]: [{name: np.ones(bad)} for name, shapes in BAD.items() for bad in shapes]}
REFUSES[GMM[:3]] += [{"x": np.zeros(bad)} for bad in (3, (3, 1, 1), (3, 2), (3, 0))]
REFUSES[GMM[:3]] += [{"means": np.zeros((2, 2)), "covariances": np.ones((2, 2, 2))}]
globals().update(
    standard(
        "e_step",
        example=(START, (np.array([[0.88079708, 0.11920292], [0.5, 0.5], [0.11920292, 0.88079708]]), -4.38925394)),
        draw=draw,
        basic="e step",
        edge="e step",
        compare=e_close,
        refuses=REFUSES,
    )
    | standard(
        "gmm",
        example=(
            {**START, "iterations": 1},
            (WEIGHTS, np.array([[-0.50773], [0.50773]]), np.full((2, 1, 1), 0.40888), np.array([-4.38925, -3.54922])),
        ),
        draw=draw_fit,
        basic="fit",
        edge="fit",
        compare=fit_close,
        refuses=REFUSES | {name: [{name: -1}] for name in ("iterations", "regularization")},
        speed=Fast(12, "two iterations on 5,000 points", lambda rng: draw_fit(rng, 5000, 4, 5, 2)),
    )
)


@level("e step")
def test_stays_finite_far_from_all_components(e_step, solution, rng):
    """A point may lie a thousand deviations from all components: its log-likelihood is about −500,000.

    Catches: densities-underflow.
    """
    for _ in range(3):
        x, *rest = draw(rng, k=3)
        args = x + 2000 * rng.choice([-1, 1]), *rest
        e_close(e_step(*args), solution.e_step(*args))


@level("precision")
def test_takes_many_features_of_small_variance(e_step, solution, rng):
    """The determinant of 100 variances of 1e-8 is 1e-800, which no float holds; its logarithm is −1842.

    Catches: logarithm-of-the-determinant.
    """
    x, weights, means, covariances = draw(rng, 5, 100, 2)
    args = x * 1e-4, weights, means * 1e-4, covariances * 1e-8
    e_close(e_step(*args), solution.e_step(*args))
