"""The picture in which two arrays differ most: two of their axes, and the difference."""

from __future__ import annotations

import msgspec
import numpy as np

from shousi.show.numbers import LARGEST, Array, numbers_of

_COLORS = 4  # a last axis of at most this length, of an image larger than that, holds colors
_MAX_PIXELS = 256  # rows or columns; a screen does not show more


class Triple(msgspec.Struct, frozen=True, kw_only=True):
    """Expected, got and their difference as planes of (rows, columns), float64.

    Attributes:
        expected: part of the expected array.
        got: the same part of what came.
        difference: got less expected; None where the shapes of the arrays differ.
        place: which part of the arrays this is, such as "[0, 1]"; empty where it is all.
    """

    expected: Array
    got: Array
    difference: Array | None
    place: str

    @property
    def is_finite(self) -> bool:
        """Whether every number can be drawn."""
        return bool(np.isfinite(self.expected).all() and np.isfinite(self.got).all())


def triple_of(got: object, expected: object) -> Triple | None:
    """Return the planes of two answers, or None where one of them holds no numbers."""
    ours, theirs = numbers_of(got), numbers_of(expected)
    if ours is None or theirs is None or not ours.size or not theirs.size:
        return None
    if ours.shape != theirs.shape:
        return Triple(expected=_plane(theirs)[0], got=_plane(ours)[0], difference=None, place="")
    with np.errstate(invalid="ignore"):  # two infinities
        difference = ours - theirs
    distance = _distance(difference, ours, theirs)
    wanted, place = _plane(theirs, distance)
    shown, _ = _plane(ours, distance)
    return Triple(expected=wanted, got=shown, difference=_plane(difference, distance)[0], place=place)


def describe(shown: Triple) -> str:
    """Return what the planes show, in words."""
    sentences = [f"Expected: {_span(shown.expected)}.", f"Got: {_span(shown.got)}."]
    if shown.difference is not None:
        sentences.append(_largest_difference(shown, shown.difference))
    if not shown.is_finite:
        sentences.append(f"Numbers beyond {LARGEST:g} count as infinite.")
    return " ".join(sentences)


def _largest_difference(shown: Triple, difference: Array) -> str:
    distance = _distance(difference, shown.got, shown.expected)
    place = np.unravel_index(int(np.argmax(distance)), distance.shape)
    if not distance[place]:
        return "They do not differ."
    off = f"{difference[place]:.4g}"
    if not np.isfinite(difference[place]):
        off = f"expected {shown.expected[place]:.4g}, got {shown.got[place]:.4g}"
    return f"The difference is largest in row {place[0]}, column {place[1]}: {off}."


def _distance(difference: Array, got: Array, expected: Array) -> Array:
    """Return how far apart two arrays are; infinite where only one of them is NaN or infinite."""
    same = (got == expected) | (np.isnan(got) & np.isnan(expected))
    return np.where(same, 0.0, np.where(np.isfinite(difference), np.abs(difference), np.inf))


def _span(plane: Array) -> str:
    rows, columns = plane.shape
    finite = plane[np.isfinite(plane)]
    values = f"values from {finite.min():.4g} to {finite.max():.4g}" if finite.size else "values, none of them finite"
    return f"{rows} by {columns} {values}"


def _plane(array: Array, distance: Array | None = None) -> tuple[Array, str]:
    """Return two axes of an array and their name; of further axes, the indices at which `distance` is largest."""
    if array.ndim < 2:
        return array.reshape(1, -1)[:, :_MAX_PIXELS], ""
    has_colors = array.ndim == 3 and array.shape[2] <= _COLORS < min(array.shape[:2])
    order = (2, 0, 1) if has_colors else tuple(range(array.ndim))
    moved = array.transpose(order)
    weights = distance.transpose(order) if distance is not None else np.zeros(moved.shape)
    index = np.unravel_index(int(np.argmax(weights.max(axis=(-2, -1)))), moved.shape[:-2]) if moved.ndim > 2 else ()
    numbers = [str(int(number)) for number in index]
    place = f"[{', '.join([':', ':', *numbers] if has_colors else numbers)}]" if numbers else ""
    return moved[tuple(index)][:_MAX_PIXELS, :_MAX_PIXELS], place
