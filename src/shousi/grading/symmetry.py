"""Assertions for answers of which several are right: components of either sign, clusters in any order, turned axes.

An answer is brought as near to the expected one as the symmetry allows, and then compared with it number by number.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from shousi import compare
from shousi.compare import Array, Difference
from shousi.display import kind_of, text_of
from shousi.grading.checks import comparison, raise_if
from shousi.grading.failures import Mismatch
from shousi.wire import Tensor

_ORTHONORMAL = 1e-4  # float32 vectors of some hundred elements have products of 1 and 0 within 1e-5


@comparison
def assert_close_up_to_sign(
    got: object, expected: Array | Tensor, axis: int = 0, *, rtol: float = compare.FAIR, atol: float | None = None
) -> None:
    """Check that an answer holds these vectors, each with its own sign or the opposite one.

    >>> assert_close_up_to_sign([[1.0, 2.0], [-3.0, 0.0]], np.array([[1.0, 2.0], [3.0, 0.0]]))

    Args:
        got: the answer.
        expected: the vectors.
        axis: along which the vectors are counted: 0 if they are rows, 1 if they are columns.
        rtol: tolerance relative to the expected element.
        atol: absolute tolerance; None for `rtol` of the largest expected element.
    """

    def aligned(found: Array, wanted: Array) -> Array:
        others = tuple(other for other in range(wanted.ndim) if other != axis % wanted.ndim)
        return np.where((found * wanted).sum(others, keepdims=True) < 0, -found, found)

    _compare(got, expected, aligned, rtol, atol)


@comparison
def assert_close_up_to_permutation(
    got: object, expected: Array | Tensor, axis: int = 0, *, rtol: float = compare.FAIR, atol: float | None = None
) -> None:
    """Check that an answer holds these rows, in any order.

    >>> assert_close_up_to_permutation([[3.0], [1.0]], np.array([[1.0], [3.0]]))

    Args:
        got: the answer.
        expected: the rows.
        axis: along which the rows are counted.
        rtol: tolerance relative to the expected element.
        atol: absolute tolerance; None for `rtol` of the largest expected element.
    """

    def aligned(found: Array, wanted: Array) -> Array:
        rows, others = (np.moveaxis(part, axis, 0).reshape(part.shape[axis], -1) for part in (wanted, found))
        return np.take(found, assignment(((rows[:, None] - others[None]) ** 2).sum(-1)), axis)

    _compare(got, expected, aligned, rtol, atol)


@comparison
def assert_close_up_to_rotation(
    got: object, expected: Array | Tensor, *, rtol: float = compare.FAIR, atol: float | None = None
) -> None:
    """Check that an answer holds these points, a row each, in axes that may be turned or mirrored.

    >>> assert_close_up_to_rotation([[0.0, 2.0], [-1.0, 0.0]], np.array([[2.0, 0.0], [0.0, 1.0]]))
    """

    def aligned(found: Array, wanted: Array) -> Array:
        left, _, right = np.linalg.svd(found.T @ wanted)  # the answer of the orthogonal Procrustes problem
        return np.asarray(found @ (left @ right))

    _compare(got, expected, aligned, rtol, atol)


@comparison
def assert_same_partition(got: object, expected: Array | Tensor) -> None:
    """Check that labels part the items into these groups, whatever the groups are called.

    >>> assert_same_partition([5, 5, 0], np.array([0, 0, 1]))
    """
    wanted = expected.array if isinstance(expected, Tensor) else np.asarray(expected)
    found = _real(got, tensor=isinstance(expected, Tensor))
    if found is None or found.shape != wanted.shape or not np.isfinite(found).all():
        raise_if(compare.values(got, expected))
        return
    pairs = set(zip(found.ravel().tolist(), wanted.ravel().tolist(), strict=True))
    if len(pairs) == len({one for one, _ in pairs}) == len({two for _, two in pairs}):
        return
    split = sorted(two for two in {two for _, two in pairs} if sum(other == two for _, other in pairs) > 1)
    what = f"the group of label {split[0]} is split" if split else "two groups are put together"
    raise Mismatch(Difference(summary=f"other groups: {what}.", expected=text_of(wanted), got=text_of(found)))


def assert_orthonormal(got: object, axis: int = 0, *, atol: float = _ORTHONORMAL) -> None:
    """Check that vectors have length 1 and are at right angles to each other.

    Args:
        got: the vectors, in a matrix.
        axis: along which they are counted: 0 if they are rows, 1 if they are columns.
        atol: by how much each product of two may differ from 1 or 0.
    """
    found = _real(got)
    if found is None or found.ndim != 2:
        raise Mismatch(Difference(summary=f"expected a matrix of vectors, got {kind_of(got)}.", got=text_of(got)))
    rows = found if axis % 2 == 0 else found.T
    with np.errstate(all="ignore"):
        products = rows @ rows.T
    lengths = np.sqrt(np.diagonal(products))
    if not np.allclose(lengths, 1.0, rtol=0.0, atol=atol):
        worst = int(np.argmax(np.nan_to_num(np.abs(lengths - 1.0), nan=np.inf)))
        raise Mismatch(Difference(summary=f"vector {worst} has length {lengths[worst]:.5g}, not 1.", got=text_of(got)))
    angles = np.abs(products - np.diag(np.diagonal(products)))
    if not (angles <= atol).all():
        one, two = sorted(int(place) for place in np.unravel_index(np.argmax(angles), angles.shape))
        summary = f"vectors {one} and {two} are not at right angles: their product is {products[one, two]:.3g}."
        raise Mismatch(Difference(summary=summary, got=text_of(got)))


def assert_decreasing(got: object, *, rtol: float = 1e-6) -> None:
    """Check that no number is larger than the one before it, as losses and sorted variances are.

    Args:
        got: the numbers.
        rtol: by how much one may be larger all the same, relative to the largest absolute value.
    """
    found = _real(got)
    if found is None or found.ndim != 1:
        raise Mismatch(Difference(summary=f"expected numbers in one axis, got {kind_of(got)}.", got=text_of(got)))
    if not np.isfinite(found).all():
        raise Mismatch(Difference(summary="not all of the numbers are finite.", got=text_of(got)))
    steps = np.diff(found.astype(np.float64))
    rises = np.flatnonzero(steps > rtol * np.abs(found).max(initial=0.0))
    if rises.size:
        place = int(rises[0])
        where = f"first at {place + 1}: {found[place + 1]:.8g} after {found[place]:.8g}"
        summary = f"{rises.size} of {steps.size} steps go up, and none should."
        raise Mismatch(Difference(summary=summary, got=text_of(got), where=where))


def assignment(costs: Array) -> Array:
    """Return for each row its column, each column once, so that the sum of costs is the smallest.

    The Hungarian method: a row after the other takes the cheapest way to a free column, on which earlier rows move on.
    """
    n = len(costs)
    of_row, of_column = np.zeros(n + 1), np.zeros(n + 1)  # prices
    owner = np.full(n + 1, n)  # of each column; column n is where the new row starts
    for row in range(n):
        owner[n], column = row, n
        cheapest, via, done = np.full(n, np.inf), np.full(n, n), np.zeros(n + 1, bool)
        while owner[column] != n:
            done[column] = True
            now = owner[column]
            reduced = costs[now] - of_row[now] - of_column[:n]
            better = ~done[:n] & (reduced < cheapest)
            cheapest[better], via[better] = reduced[better], column
            following = int(np.argmin(np.where(done[:n], np.inf, cheapest)))
            step = cheapest[following]
            of_row[owner[done]] += step
            of_column[done] -= step
            cheapest[~done[:n]] -= step
            column = following
        while column != n:
            owner[column] = owner[via[column]]
            column = int(via[column])
    result = np.empty(n, np.intp)
    result[owner[:n]] = np.arange(n)
    return result


def _compare(
    got: object, expected: Array | Tensor, aligned: Callable[[Array, Array], Array], rtol: float, atol: float | None
) -> None:
    wanted = np.asarray(expected.array if isinstance(expected, Tensor) else expected)
    found = _real(got, tensor=isinstance(expected, Tensor))
    if found is None or found.shape != wanted.shape or not wanted.size or not np.isfinite(found).all():
        raise_if(compare.values(got, expected, rtol=rtol, atol=atol))
        return
    with np.errstate(all="ignore"):
        near = aligned(found.astype(np.float64), wanted.astype(np.float64))
    raise_if(compare.values(near, wanted.astype(np.float64), rtol=rtol, atol=atol))


def _real(got: object, *, tensor: bool = True) -> Array | None:
    """Return an answer as an array of real numbers, or None; `tensor` says whether a tensor will do."""
    found = compare.as_array(got, tensor=tensor)
    return None if found is None or found.dtype.kind == "c" else found
