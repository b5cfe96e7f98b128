"""Find a simple slip that explains a wrong array: transposed, flipped, shifted, scaled, wrong at the border, unsorted.

Each slip is undone and compared by the check's own comparison, so it is named only where undoing it gives an answer
that would have passed. Where a slip would fit many arrays by accident (too few elements, or all of them equal),
nothing is named.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from shousi.wire import Tensor

Array = np.ndarray[Any, Any]
Agrees = Callable[[Array, Array], bool]

_MIN_SIZE = 3  # elements that a slip has to explain: any two numbers are nearly a multiple or a reverse of two others
_MAX_SIZE = 1 << 22  # elements; in larger arrays each comparison takes tenths of a second
_MAX_AXES = 5  # 120 orders
_MAX_BORDER = 4  # on both sides together; with four axes that is 625 windows to compare
_SIDES = {0: "upside down", 1: "left to right"}  # of an image
_CLOSE = 1e-6  # of a factor to -1 or to a real number; a looser tolerance would explain noise


def likeness(got: object, expected: object, agrees: Agrees) -> str:
    """Return a sentence about the slip that explains a wrong answer, or "" where none does.

    Args:
        got: the wrong answer.
        expected: the right answer.
        agrees: the check's own comparison of an answer with an expected array.
    """
    got, expected = (value.array if isinstance(value, Tensor) else value for value in (got, expected))
    if not isinstance(got, np.ndarray) or not isinstance(expected, np.ndarray) or got.dtype.kind not in "biufc":
        return ""
    if expected.dtype.kind not in "biufc" or not _MIN_SIZE <= max(got.size, expected.size) <= _MAX_SIZE:
        return ""
    with np.errstate(all="ignore"):
        tried = _of_one_shape if got.shape == expected.shape else _of_two_shapes
        return next(iter(tried(got, expected, agrees)), "")


def _of_two_shapes(got: Array, expected: Array, agrees: Agrees) -> Iterator[str]:
    if _varied(got) and (order := _order_of_axes(got, expected, agrees)):
        yield order
    if got.size == expected.size and _varied(got) and agrees(_as(got.reshape(expected.shape), expected), expected):
        yield "The numbers are right and in order; only the shape is wrong."
    if got.ndim == expected.ndim and _varied(got):
        smaller = tuple(slice(0, min(pair)) for pair in zip(got.shape, expected.shape, strict=True))
        if got[smaller].size >= _MIN_SIZE and _varied(got[smaller]) and agrees(got[smaller], expected[smaller]):
            more = "more" if got.size > expected.size else "less"
            yield f"The common part is right: at the end of an axis there is {more} than expected."
        if _is_inside(expected, got, agrees):
            yield "It contains the right answer, with an extra border around it."
        if _is_inside(got, expected, lambda ours, theirs: agrees(theirs, ours)):
            yield "It is the right answer without its border."


def _is_inside(small: Array, large: Array, agrees: Agrees) -> bool:
    """Say whether the small array is the large one without a border of a few elements."""
    spare = [more - less for less, more in zip(small.shape, large.shape, strict=True)]
    if small.size < _MIN_SIZE or not _varied(small) or min(spare) < 0 or max(spare) > _MAX_BORDER:
        return False
    for start in itertools.product(*(range(width + 1) for width in spare)):
        window = tuple(slice(begin, begin + length) for begin, length in zip(start, small.shape, strict=True))
        if agrees(large[window].copy(), small):
            return True
    return False


def _of_one_shape(got: Array, expected: Array, agrees: Agrees) -> Iterator[str]:
    if got.dtype.kind in "iu" and expected.dtype.kind == "f":
        yield from _cut_to_integers(got, expected, "Integers where floats belong")
        if agrees(got.astype(expected.dtype), expected):
            yield f"The numbers are right; only the dtype is wrong: {got.dtype} instead of {expected.dtype}."
        return
    if got.dtype != expected.dtype:
        if _varied(got) and agrees(_as(got, expected), expected):
            yield f"The numbers are right; only the dtype is wrong: {got.dtype} instead of {expected.dtype}."
        return
    if (count := int(np.isnan(got).sum())) and not np.isnan(expected).any():
        yield f"{count} of them {'is' if count == 1 else 'are'} NaN."
        return
    if not _varied(expected) or not _varied(got):
        return
    yield from _moved(got, expected, agrees)
    yield from _changed(got, expected, agrees)
    if expected.dtype.kind in "fc":  # for indices, `compare.indices` says that the order is wrong
        yield from _disordered(got, expected, agrees)
        yield from _border(got, expected, agrees)


def _moved(got: Array, expected: Array, agrees: Agrees) -> Iterator[str]:
    """Yield slips that put the right numbers into the wrong places."""
    if order := _order_of_axes(got, expected, agrees):
        yield order
    for count in range(1, min(got.ndim, 3) + 1):
        for axes in itertools.combinations(range(got.ndim), count):
            if agrees(np.ascontiguousarray(np.flip(got, axes)), expected):
                yield f"It is flipped{_along(axes, got.ndim)}."
    for axis in range(got.ndim):
        for name, here, there in (("later", slice(1, None), slice(-1)), ("earlier", slice(-1), slice(1, None))):
            cut = (slice(None),) * axis
            ours, theirs = got[(*cut, here)], expected[(*cut, there)]
            if ours.size >= _MIN_SIZE and _varied(theirs) and agrees(ours.copy(), theirs.copy()):
                yield f"It is shifted by one along axis {axis}: each number is one place {name} than it should be."


def _changed(got: Array, expected: Array, agrees: Agrees) -> Iterator[str]:
    """Yield slips that change all numbers in the same way."""
    if expected.dtype.kind not in "fc":
        return
    yield from _cut_to_integers(got, expected, "Whole numbers where fractions belong")
    sizes = np.where(np.isfinite(expected), np.abs(expected), 0)  # the factor is read off the largest finite element
    largest = np.unravel_index(int(np.argmax(sizes)), expected.shape)
    factor = complex(got[largest] / expected[largest]) if sizes[largest] else 0j
    usable = np.isfinite(factor) and abs(factor) > 0 and abs(factor.imag) < _CLOSE * abs(factor)
    if usable and int(np.count_nonzero(expected)) >= _MIN_SIZE and agrees(_as(got / factor.real, expected), expected):
        sign = "The sign is wrong." if abs(factor.real + 1) < _CLOSE else ""
        yield sign or f"Every element is {factor.real:.6g} times what was expected."
    offset = (got - expected).reshape(-1)[0]
    if got.size >= _MIN_SIZE and np.isfinite(offset) and agrees(_as(got - offset, expected), expected):
        yield f"Everything is off by the same {offset.item():.6g}."


def _cut_to_integers(got: Array, expected: Array, opening: str) -> Iterator[str]:
    whole = expected.dtype.kind == "f" and bool(np.isfinite(got).all()) and bool((got == np.rint(got)).all())
    if not whole or bool((expected == np.rint(expected)).all()):
        return
    for how, cut in (("rounded", np.rint), ("cut off", np.trunc), ("rounded down", np.floor)):
        if bool((got == cut(expected)).all()):
            yield f"{opening}: the right numbers were {how}."
            return


def _disordered(got: Array, expected: Array, agrees: Agrees) -> Iterator[str]:
    if agrees(_sorted(got), _sorted(expected)):
        yield "The right numbers, in the wrong order."


def _border(got: Array, expected: Array, agrees: Agrees) -> Iterator[str]:
    """Yield that only the outermost elements along the last two axes are wrong."""
    axes = [axis for axis in range(max(0, got.ndim - 2), got.ndim) if got.shape[axis] >= _MIN_SIZE]
    inner = [slice(None)] * got.ndim
    for axis in axes:
        inner[axis] = slice(1, -1)
    inside = tuple(inner)
    if axes and got[inside].size >= _MIN_SIZE and agrees(got[inside].copy(), expected[inside].copy()):
        yield "Only the border is wrong; everything inside is right."


def _order_of_axes(got: Array, expected: Array, agrees: Agrees) -> str:
    if not 2 <= got.ndim == expected.ndim <= _MAX_AXES:
        return ""
    for order in itertools.permutations(range(got.ndim)):
        moved = got.transpose(order)
        is_moved = order != tuple(range(got.ndim)) and moved.shape == expected.shape
        if is_moved and agrees(_as(np.ascontiguousarray(moved), expected), expected):
            return "It is transposed." if got.ndim == 2 else f"Its axes are out of order: transpose{order} mends it."
    return ""


def _along(axes: tuple[int, ...], dimensions: int) -> str:
    if dimensions == 1:
        return ": last to first"
    named = ", ".join(f" {_SIDES[axis]}" for axis in axes) if dimensions == 2 and len(axes) == 1 else ""
    return f"{named} (axis {axes[0]})" if len(axes) == 1 else f" along axes {' and '.join(map(str, axes))}"


def _varied(array: Array) -> bool:
    """Say whether an array has elements that differ, so that a slip does not fit by accident."""
    return array.size > 1 and bool((array != array.reshape(-1)[0]).any())


def _sorted(array: Array) -> Array:
    return np.sort(array.reshape(-1))


def _as(array: Array, like: Array) -> Array:
    return np.asarray(array, dtype=like.dtype) if not np.iscomplexobj(array) or np.iscomplexobj(like) else array
