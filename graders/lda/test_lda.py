"""The checks of `lda`: the standard ones, up to the signs of directions."""

import numpy as np

from shousi.grading import Fast, assert_close, assert_close_up_to_sign, comparison, reject, standard

# Sums of squares in float32 are off by 1e-6; the condition of W and nearly equal ratios multiply that.
RTOL = 1e-3
X, Y = np.array([[0.0, 0], [2, 1], [4, 2], [1, 2], [3, 3], [2, 4]]), np.array([0, 0, 0, 1, 1, 1])


def real(part):
    """Return complex numbers whose imaginary part is rounding as real ones, as np.linalg.eig makes them."""
    rounding = isinstance(part, np.ndarray) and np.iscomplexobj(part) and np.allclose(part.imag, 0, atol=1e-6)
    return part.real if rounding else part


@comparison
def close(got, expected):
    """Check ratios, and directions up to their signs."""
    if not isinstance(got, tuple | list) or len(got) != 2:
        reject("expected a tuple of two: directions, ratios.")
    assert_close_up_to_sign(real(got[0]), expected[0], rtol=RTOL)
    assert_close(real(got[1]), expected[1], rtol=RTOL)


def clear(x, y, k):
    """Say whether W has a small condition, and the ratios asked for are clearly apart and above 0."""
    means = np.array([x[y == c].mean(axis=0) for c in range(y.max() + 1)])[y]
    within = (x - means).T @ (x - means)
    if np.linalg.cond(within) > 100:
        return False
    ratios = np.linalg.eigvals(np.linalg.solve(within, (means - x.mean(axis=0)).T @ (means - x.mean(axis=0)))).real
    ratios = np.append(np.sort(ratios)[::-1], 0.0)
    return bool((ratios[1 : k + 1] < 0.8 * ratios[:k]).all()) and ratios[k - 1] > 0.05 * max(ratios[0], 1)


def legal(function, x, y, k):
    """Say whether these are examples of several classes on which all right answers agree."""
    if x.ndim != 2 or not x.size or y.shape != x.shape[:1] or (y < 0).any() or not np.bincount(y.astype(int)).all():
        return False
    return 1 <= k <= min(y.max(), x.shape[1]) and len(x) > x.shape[1] + y.max() + 1 and clear(x, y.astype(int), k)


def draw(rng, whole=False):
    """Return examples of classes of unequal size, correlated, far from the origin; and k."""
    while True:
        d, c = int(rng.integers(1, 6)), int(rng.integers(2, 7))
        y = rng.permutation(np.concatenate([np.repeat(np.arange(c), 3), rng.integers(0, c, 5 * d) ** 2 // c]))
        turned = np.linalg.qr(rng.normal(size=(d, d)))[0] * rng.uniform(0.5, 1.5, d)
        x = rng.normal(size=(c, d))[y] * 2 + rng.normal(size=(len(y), d)) @ turned
        x = x * rng.choice([0.5, 1, 10]) + rng.normal(size=d) * 3
        if whole:
            x = np.round((x - x.min()) / np.ptp(x) * 100)
        args = x, y, int(rng.integers(1, min(c - 1, d) + 1))
        if clear(*args):
            return args


def draw_large(rng):
    """Return 5,000 examples of 20 features in 8 classes, which differ along two directions."""
    y = rng.integers(0, 8, 5000)
    x = rng.normal(size=(5000, 20))
    x[:, 0] += 3 * y
    x[:, 1] += 1.5 * (y % 2)
    return x @ np.linalg.qr(rng.normal(size=(20, 20)))[0], y, 2


globals().update(
    standard(
        "lda",
        example=({"x": X, "y": Y, "k": 1}, (np.array([[-1, 2]]) / np.sqrt(5), np.array([4.0]))),
        draw=draw,
        compare=close,
        rounds=40,
        whole=lambda rng: draw(rng, whole=True),
        refuses={
            "x": [np.zeros(6), np.zeros((0, 2)), np.zeros((6, 2, 1))],
            ("y", "x"): [{"y": np.arange(5) % 2}, {"y": np.arange(7) % 2}, {"y": Y[:, None]}],
            "k": [0, -1, 2, {"x": X[:, :1], "y": np.arange(6) % 3, "k": 2}],
        },
        speed=Fast(5, "5,000 examples of 20 features", draw_large),
    )
)
