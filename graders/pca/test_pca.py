"""The checks of `pca`: the standard ones of its functions, and what is special about them."""

import functools

import numpy as np

from shousi.grading import (
    Fast,
    Points,
    assert_all_close,
    assert_close,
    assert_close_up_to_sign,
    comparison,
    level,
    reject,
    standard,
)

# The covariance in float32 is off by 1e-6; nearly equal variances multiply that.
RTOL = 1e-3
near = functools.partial(assert_close, rtol=RTOL)
X = np.array([[0.0, 1], [2, 5], [4, 5], [6, 9]])
ALONG, MEAN = np.array([[0.6, 0.8]]), np.array([3.0, 4])


@comparison
def close(got, expected):
    """Check components up to their signs, variances and mean."""
    if not isinstance(got, tuple | list) or len(got) != 3:
        reject("expected a tuple of three: components, variances, mean.")
    assert_all_close(got[1:], expected[1:], ("variances", "mean"), rtol=RTOL)
    assert_close_up_to_sign(got[0], expected[0], rtol=RTOL)


def draw(rng, n=None, d=None, k=None, whole=False):
    """Return examples whose variances fall by a factor of two to four, in turned axes, far from the origin; and k."""
    d = d or int(rng.integers(1, 6))
    n = n or int(rng.integers(d + 3, 40))
    rank = min(n - 1, d)
    turned, _ = np.linalg.qr(rng.normal(size=(d, d)))
    inner = rng.normal(size=(n, rank))
    unit, _ = np.linalg.qr(inner - inner.mean(axis=0))
    sizes = np.cumprod(rng.uniform(0.5, 0.7, rank)) * rng.choice([1.0, 10, 100])
    x = np.sqrt(n - 1) * unit * sizes @ turned[:rank] + rng.normal(size=d) * 3 * sizes[0]
    return np.round(x * 500) if whole else x, k or int(rng.integers(1, rank + 1))


def legal(function, x, *rest):
    """Say whether these are examples with variances that are clearly apart, or anything for the other functions."""
    if len(rest) > 1:
        components, mean = rest
        fits = x.ndim == components.ndim == 2 and mean.ndim == 1 and components.shape[1] == mean.shape[0]
        return fits and x.shape[1] in components.shape
    if x.ndim != 2 or len(x) < 2 or not 1 <= rest[0] <= min(len(x) - 1, x.shape[1]):
        return False
    singular = np.linalg.svd(x - x.mean(axis=0), compute_uv=False)
    return singular[rest[0] - 1] > 1e-2 * singular[0] and not (singular[1:] > 0.85 * singular[:-1]).any()


def draw_coordinates(rng, which):
    """Return the arguments of `transform` or of `reconstruct`."""
    d, n = int(rng.integers(2, 6)), int(rng.integers(1, 8))
    k = int(rng.integers(1, d + 1))
    components = np.linalg.qr(rng.normal(size=(d, d)))[0][:k]
    return rng.normal(size=(n, (d, k)[which])) * 2, components, rng.normal(size=d) * 3


def picture(function, answer, x=None, **rest):
    """Return what to draw of an answer of `pca`: the examples, and two deviations along each component."""
    if function != "pca":
        return None
    components, variances, mean = map(np.asarray, answer)
    ends = 2 * np.sqrt(variances)[:, None] * components
    return Points(points=x, centers=mean[None], axes=np.stack([mean - ends, mean + ends], axis=1))


COMPONENTS = np.linalg.eigh([[20.0, 24], [24, 32]])
globals().update(
    standard(
        "pca",
        example=({"x": X, "k": 1}, (COMPONENTS[1][:, 1:].T, COMPONENTS[0][1:] / 3, np.array([3.0, 5]))),
        draw=draw,
        basic="components",
        compare=close,
        whole=lambda rng: draw(rng, whole=True),
        refuses={
            "x": [np.zeros(4), np.zeros((1, 2)), np.zeros((0, 2)), np.zeros((4, 2, 1))],
            "k": [0, -1, 3, {"x": np.eye(3, 5), "k": 3}],
        },
        speed=Fast(12, "500 examples of 100 features", lambda rng: draw(rng, 500, 100, 5)),
    )
    | standard(
        "transform",
        example=({"x": np.array([[5.0, 5]]), "components": ALONG, "mean": MEAN}, np.array([[2.0]])),
        draw=lambda rng: draw_coordinates(rng, 0),
        basic="coordinates",
        compare=near,
    )
    | standard(
        "reconstruct",
        example=({"coordinates": np.array([[2.0]]), "components": ALONG, "mean": MEAN}, np.array([[4.2, 5.6]])),
        draw=lambda rng: draw_coordinates(rng, 1),
        basic="coordinates",
        compare=near,
    )
)


@level("edge cases")
def test_takes_few_examples(pca, solution, rng):
    """More features than examples, and two examples.

    Catches: needs-more-examples-than-features.
    """
    for n, d in ((4, 7), (2, 3), (2, 1), (5, 30)):
        args = draw(rng, n, d)
        close(pca(*args), solution.pca(*args))


@level("precision")
def test_keeps_small_variances(pca, rng):
    """A deviation of 1e-9 of the first one is right: its variance is right to 1 %.

    Catches: small-variances-are-noise.
    """
    turned, _ = np.linalg.qr(rng.normal(size=(2, 2)))
    inner = np.array([[1.0, 1], [-1, 1], [1, -1], [-1, -1]]) * [1000, 1e-6]
    got = pca(inner @ turned, 2)
    assert_close(got[1], np.array([4e6, 4e-12]) / 3, rtol=1e-2, atol=0)
