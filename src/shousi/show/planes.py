"""Of two arrays, the picture in which they differ most: two axes of each, and the difference."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from shousi.wire import Tensor

Array = np.ndarray[Any, Any]
_COLOURS = 4  # a last axis of at most this length, on a picture larger than that, holds its colours
_LARGEST = 256  # rows or columns; more are not seen on a screen


class Triple(msgspec.Struct, frozen=True, kw_only=True):
    """What should be seen, what is, and the difference where the two have one shape; all (rows, columns), float64.

    Attributes:
        expected: as it should be.
        got: as it is.
        difference: got less expected; None where the shapes differ.
        place: which picture of the array this is, such as "[0, 1]", or nothing.
    """

    expected: Array
    got: Array
    difference: Array | None
    place: str


def triple(got: object, expected: object) -> Triple | None:
    """Return the picture of two answers, or None where they hold none."""
    ours, theirs = _numbers(got), _numbers(expected)
    if ours is None or theirs is None or not ours.size or not theirs.size:
        return None
    if ours.shape != theirs.shape:
        return Triple(expected=_plane(theirs)[0], got=_plane(ours)[0], difference=None, place="")
    with np.errstate(all="ignore"):
        off = np.abs(ours - theirs)
    shown, place = _plane(ours, np.where(np.isnan(off), np.inf, off))
    wanted, _ = _plane(theirs, np.where(np.isnan(off), np.inf, off))
    with np.errstate(all="ignore"):
        return Triple(expected=wanted, got=shown, difference=shown - wanted, place=place)


def described(shown: Triple) -> str:
    """Return the picture in words, for whoever cannot see it."""
    rows, columns = shown.expected.shape
    text = f"Expected: {rows} by {columns} values from {_span(shown.expected)}. Got: "
    text += f"{shown.got.shape[0]} by {shown.got.shape[1]} values from {_span(shown.got)}."
    if shown.difference is None:
        return text
    off = np.where(np.isfinite(shown.difference), np.abs(shown.difference), np.inf)
    row, column = (int(axis) for axis in np.unravel_index(int(np.argmax(off)), off.shape))
    return f"{text} The difference is largest in row {row}, column {column}: {shown.difference[row, column]:.4g}."


def limits(*planes: Array) -> tuple[float, float]:
    """Return the smallest and the largest finite value, which are never equal."""
    finite = np.concatenate([plane[np.isfinite(plane)] for plane in planes])
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    return (low, high) if low < high else (low - 0.5, high + 0.5)


def _span(plane: Array) -> str:
    finite = plane[np.isfinite(plane)]
    return f"{finite.min():.4g} to {finite.max():.4g}" if finite.size else "no finite number"


def _numbers(value: object) -> Array | None:
    array = value.array if isinstance(value, Tensor) else value
    if not isinstance(array, np.ndarray) or array.dtype.kind not in "biuf":
        return None
    return array.astype(np.float64)


def _plane(array: Array, off: Array | None = None) -> tuple[Array, str]:
    """Return two axes of an array, of the rest those indices at which `off` is largest, and their name."""
    if array.ndim < 2:
        return array.reshape(1, -1)[:, :_LARGEST], ""
    has_colours = array.ndim == 3 and array.shape[2] <= _COLOURS < min(array.shape[:2])
    order = (2, 0, 1) if has_colours else tuple(range(array.ndim))
    moved = array.transpose(order)
    weights = off.transpose(order) if off is not None else np.zeros(moved.shape)
    index = np.unravel_index(int(np.argmax(weights.max(axis=(-2, -1)))), moved.shape[:-2]) if moved.ndim > 2 else ()
    numbers = [str(int(number)) for number in index]
    place = f"[{', '.join([':', ':', *numbers] if has_colours else numbers)}]" if numbers else ""
    return moved[tuple(index)][:_LARGEST, :_LARGEST], place
