"""The checks of `data_parallel`: the standard ones of its functions, and both together."""

import numpy as np

from shousi.grading import Fast, assert_all_close, comparison, level, standard

RTOL = 1e-4  # float32: sums of some ten terms that cancel
ARGUMENTS = {"w": np.array([1.0]), "b": 0.0, "x": np.array([[1.0], [2], [3]]), "y": np.array([-1.0, 3, 1])}
ONE, TWO = (3, 3.0, np.array([4.0]), 2.0), (1, 9.0, np.array([-6.0]), 6.0)


@comparison
def close(got, expected):
    """Check count, loss, dw and db."""
    assert_all_close(got, expected, ("count", "loss", "dw", "db"), rtol=RTOL)


def draw(rng, n=None, d=None, whole=False):
    """Return the arguments of `shard_gradient`."""
    n, d = n or int(rng.integers(2, 20)), d or int(rng.integers(1, 5))
    arrays = rng.normal(size=d), rng.normal(size=(n, d)) + 0.5, rng.normal(size=n) - 1
    w, x, y = (np.round(3 * array) for array in arrays) if whole else arrays
    return w, float(rng.normal()), x, y


def draw_parts(rng):
    """Return what some machines send, their counts far from equal."""
    d = int(rng.integers(1, 5))
    counts = rng.permutation(np.append(rng.integers(1, 6, rng.integers(1, 5)), rng.integers(20, 90)))
    return ([(int(n), float(rng.uniform(0.1, 4)), rng.normal(size=d) + 0.5, float(rng.normal())) for n in counts],)


def legal(function, *args):
    """Say whether the shapes fit, and there are examples."""
    if function == "shard_gradient":
        w, _, x, y = args
        return x.ndim == 2 and w.shape == x.shape[1:] and y.shape == x.shape[:1] and x.shape[1] > 0
    (parts,) = args
    if not parts or any(len(part) != 4 or np.ndim(part[2]) != 1 for part in parts):
        return False
    return len({part[2].shape for part in parts}) == 1 and min(part[0] for part in parts) >= 1


globals().update(
    standard(
        "shard_gradient",
        example=(ARGUMENTS, ONE),
        draw=draw,
        basic="shard",
        compare=close,
        whole=lambda rng: draw(rng, whole=True),
        refuses={
            "x": [np.zeros(3), np.zeros((3, 1, 1))],
            ("w", "x"): [np.zeros(0), np.zeros(2), np.zeros((1, 1))],
            ("y", "x"): [np.zeros(2), np.zeros(4), np.zeros((3, 1))],
        },
        speed=Fast(15, "20,000 examples", lambda rng: draw(rng, 20_000, 20)),
    )
    | standard(
        "merge",
        example=({"parts": [ONE, TWO]}, (4, 4.5, np.array([1.5]), 3.0)),
        draw=draw_parts,
        basic="merge",
        compare=close,
        refuses={"parts": [[], [ONE, (-1, *TWO[1:])], [ONE, (1, 9.0, np.zeros(2), 6.0)]]},
    )
)


@level("edge cases")
def test_equals_one_machine(shard_gradient, merge, solution, rng):
    """Machines with many, few and no examples, merged at once and in groups, give what one machine gives.

    Catches: nan-without-examples.
    """
    w, b, x, y = draw(rng, 30, 3)
    for sizes in ((17, 12, 1), (0, 5, 25), (1, 0, 2, 27, 0)):
        parts = []
        for start, size in zip(np.cumsum((0, *sizes)), sizes, strict=False):
            shard = w, b, x[start : start + size], y[start : start + size]
            parts.append(shard_gradient(*shard))
            close(parts[-1], solution.shard_gradient(*shard))
        whole = solution.shard_gradient(w, b, x, y)
        close(merge(parts), whole)
        close(merge([merge(parts[:2]), *parts[2:]]), whole)
