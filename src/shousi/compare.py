"""Whether two values are the same, and if not, what differs and where, told to a person.

The functions return None when the values agree. Everything in a `Difference` is printable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import numpy as np

from shousi.errors import printable
from shousi.wire import Built, Opaque, Tensor

RTOL = 1e-9  # float64 sums of a few thousand terms in any order agree to 1e-12; float32 arithmetic errs by 1e-7
_WHOLE = 40  # elements of an array that is shown whole; more than that is not read but skimmed
_ROOM = 2000  # characters of a nested value; nobody reads further
_WIDTH = 56  # the terminal's 80 less labels and names

Array = np.ndarray[Any, Any]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What differs: one line that tells it, what was expected, what came, and where they part."""

    summary: str
    expected: str = ""
    got: str = ""
    where: str = ""


def indices(got: object, expected: Array) -> Difference | None:
    """Compare an answer that is a list of positions: an integer array, in order.

    Any integer dtype is the same answer, since it selects the same elements; a list or a float array is not one.
    """
    wanted = f"int64 indices of shape {_shape(expected)}"
    advice = _not_an_array(got, "int64") or _not_indices(np.asarray(got))
    if advice:
        return _difference(f"expected {wanted}, got {kind_of(got)}. {advice}", got, expected)
    found = np.asarray(got)
    if found.shape == expected.shape and np.array_equal(found, expected):
        return None
    return _difference(_index_story(found.tolist(), expected.tolist()), got, expected, _first_place(found, expected))


def close(got: object, expected: Array | Tensor, *, rtol: float = RTOL, atol: float = 0.0) -> Difference | None:
    """Compare an answer that is an array of numbers: dtype, shape, then every element within the tolerance.

    Args:
        got: what came.
        expected: what should have come; its dtype and shape are what is asked for.
        rtol: relative to the expected element.
        atol: absolute, in the unit of the data; 0 unless the caller knows the data's scale.
    """
    if isinstance(expected, Tensor):
        if not isinstance(got, Tensor):
            return Difference(
                summary=f"expected {kind_of(expected)}, got {kind_of(got)}. Return a torch.Tensor.",
                expected=show(expected),
                got=show(got),
            )
        got, expected = got.array, expected.array
    wanted = f"{expected.dtype} of shape {_shape(expected)}"
    if advice := _not_an_array(got, str(expected.dtype)):
        return _difference(f"expected {wanted}, got {kind_of(got)}. {advice}", got, expected)
    found = np.asarray(got)
    if found.dtype != expected.dtype or found.shape != expected.shape:
        return _difference(f"expected {wanted}, got {kind_of(got)}.", got, expected)
    good = _near(found, expected, rtol, atol)
    if good.all():
        return None
    return _difference(_number_story(found, expected, ~good), got, expected, _first_place(found, expected, ~good))


def same(left: object, right: object, *, rtol: float = RTOL) -> bool:
    """Say whether two decoded values are the same in kind, structure and, within `rtol`, in numbers."""
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        alike = left.requires_grad == right.requires_grad and left.has_history == right.has_history
        return alike and same(left.array, right.array, rtol=rtol)
    if isinstance(left, np.ndarray | np.generic) and isinstance(right, np.ndarray | np.generic):
        both_integers = left.dtype.kind in "iu" and right.dtype.kind in "iu"  # of any width: see `indices`
        if type(left) is not type(right) or left.shape != right.shape:
            return False
        if left.dtype != right.dtype and not both_integers:
            return False
        return bool(np.all(_near(np.asarray(left), np.asarray(right), rtol, rtol * _scale(np.asarray(right)))))
    if type(left) is not type(right):
        return False
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(same(a, b, rtol=rtol) for a, b in zip(left, right, strict=True))
    if isinstance(left, Built) and isinstance(right, Built):
        return left.factory == right.factory and same(left.args, right.args, rtol=rtol)
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key], rtol=rtol) for key in left)
    if isinstance(left, float) and isinstance(right, float):
        return bool(np.isclose(left, right, rtol=rtol, atol=0.0, equal_nan=True))
    return bool(left == right)


def _scale(array: Array) -> float:
    """Return the largest absolute value among the finite elements; 0 where numbers have to be equal anyway."""
    if array.dtype.kind not in "fc":
        return 0.0
    with np.errstate(over="ignore", invalid="ignore"):  # a signalling NaN; a complex number of two large parts
        largest = float(np.max(np.abs(array), initial=0.0, where=np.isfinite(array)))
    return largest if np.isfinite(largest) else 0.0  # else everything would be near


def _near(left: Array, right: Array, rtol: float, atol: float) -> Array:
    """Return where two arrays of one shape agree; integers and truth values only when they are equal."""
    if left.dtype.kind in "iub" and right.dtype.kind in "iub":
        return np.asarray(left == right)
    with np.errstate(over="ignore", invalid="ignore"):  # numbers at the two ends of the range are just far apart
        return np.asarray(np.isclose(left, right, rtol=rtol, atol=atol, equal_nan=True))


def kind_of(value: object) -> str:
    """Return what a value is, as one says it: "float64 of shape (3, 4)", "a list of 3", "None"."""
    if isinstance(value, np.ndarray):
        return f"{value.dtype} of shape {_shape(value)}"
    if isinstance(value, Tensor):
        return f"a {value.array.dtype} tensor of shape {_shape(value.array)}"
    if isinstance(value, np.generic):
        return f"a single {value.dtype}"
    if isinstance(value, list | tuple | dict):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, Opaque):
        extra = f" ({printable(value.text, 80)})" if value.text else ""
        return f"{_article(printable(value.type_name, 80))}{extra}"
    return "None" if value is None else _article(type(value).__name__)


def show(value: object, room: int = _ROOM) -> str:
    """Return a value as one reads it: small arrays whole, large ones by kind and first elements."""
    if isinstance(value, np.ndarray):
        return _show_array(value)
    if isinstance(value, Tensor):
        return f"tensor({_show_array(value.array)})"
    if isinstance(value, Opaque):
        return kind_of(value)
    if isinstance(value, Built):
        return _show_made(value, room)
    if isinstance(value, list | tuple | dict):
        return kind_of(value) if len(value) > _WHOLE else _show_container(value, room)
    if isinstance(value, float | np.floating):
        return f"{value:.5g}"
    return printable(str(value) if isinstance(value, np.generic) else repr(value), 200)


def _show_container(value: list[Any] | tuple[Any, ...] | dict[Any, Any], room: int) -> str:
    if isinstance(value, list):
        return _listed("[", _shown(value, room), "]")
    if isinstance(value, tuple):
        return _listed("(", _shown(value, room), ",)" if len(value) == 1 else ")")
    return _listed("{", _shown(value.items(), room, pair=True), "}")


def _show_made(value: Built, room: int) -> str:
    """Return the call that makes an object, an argument a line when they are long."""
    shown = _shown(value.args, room)
    one_line = f"{value.factory}({', '.join(shown)})"
    if len(one_line) <= _WIDTH and "\n" not in one_line:
        return one_line
    lines = [part.replace("\n", "\n  ") for part in shown]
    return "\n".join([f"{value.factory}(", *(f"  {line}," for line in lines), ")"])


def _shown(items: Iterable[Any], room: int, *, pair: bool = False) -> list[str]:
    """Return items as they are shown, as many as there is room for."""
    shown: list[str] = []
    for item in items:
        if room <= 0:
            return [*shown, "…"]
        shown.append(_listed(f"{show(item[0], room)}: ", [show(item[1], room)]) if pair else show(item, room))
        room -= len(shown[-1])
    return shown


def _listed(opening: str, shown: Sequence[str], closing: str = "") -> str:
    """Return items with commas between; the further lines of a matrix stand below its first."""
    text = opening
    for number, item in enumerate(shown):
        text += ", " if number else ""
        text += item.replace("\n", "\n" + " " * (len(text) - text.rfind("\n") - 1))
    return text + closing


def _show_array(value: Array) -> str:
    if value.size <= _WHOLE:
        width = _column(value)
        formats: Any = {"float_kind": lambda number: _short(number).rjust(width)}
        text = np.array2string(value, separator=", ", max_line_width=_WIDTH, threshold=_WHOLE + 1, formatter=formats)
        return text if value.size else f"[] of shape {_shape(value)}"
    first = ", ".join(_short(item) if isinstance(item, float) else str(item) for item in value.reshape(-1)[:4].tolist())
    return f"{kind_of(value)}: {first}, …"


def _column(value: Array) -> int:
    """Return how wide the numbers of a matrix are to be shown, so that they stand in columns; 0 for as they come."""
    if value.ndim < 2 or value.dtype.kind != "f" or not value.size:
        return 0
    width = max(len(_short(number)) for number in value.reshape(-1).tolist())
    return width if value.ndim + value.shape[-1] * (width + 2) <= _WIDTH else 0


def _short(number: float) -> str:
    """Return a number in at most five digits: rows stay rows, and what differs is told exactly elsewhere."""
    text = f"{number:.5g}"
    return text if any(mark in text for mark in ".en") else f"{text}."


def _difference(summary: str, got: object, expected: Array, where: str = "") -> Difference:
    return Difference(
        summary=summary,
        expected=f"{show(expected)}  {kind_of(expected)}" if expected.size <= _WHOLE else show(expected),
        got=f"{show(got)}  {kind_of(got)}" if isinstance(got, np.ndarray) and 0 < got.size <= _WHOLE else show(got),
        where=where,
    )


def _not_an_array(value: object, dtype: str) -> str:
    """Return what to do about a value that is no array, or nothing when it is one."""
    match value:
        case np.ndarray():
            return ""
        case None:
            return "Is there a return statement on every path?"
        case list() | tuple():
            return f"Return a NumPy array: np.array(…, dtype=np.{dtype})."
        case Opaque(type_name="generator"):
            return "Return the finished array, not a generator."
        case Opaque(type_name=name) if name.startswith("torch."):
            return "Return a NumPy array: tensor.numpy()."
        case _:
            return "Return a NumPy array."


def _not_indices(value: Array) -> str:
    if value.ndim > 1:
        return "Return the indices themselves, one axis of them, not the rows that they stand for."
    if value.dtype == np.bool_:
        return "Return the indices, not a mask: np.flatnonzero(mask)."
    if value.dtype.kind not in "iu":
        return "Indices are integers; an empty list becomes float64 unless it is told dtype=np.int64."
    return "" if value.ndim == 1 else "Return an array with one axis."


def _index_story(got: list[int], expected: list[int]) -> str:
    came, wanted = set(got), set(expected)
    missing = [item for item in expected if item not in came]
    extra = [item for item in got if item not in wanted]
    if not missing and not extra:
        return (
            "the right indices, in the wrong order." if sorted(got) == sorted(expected) else "an index more than once."
        )
    parts = [f"{label}: {_some(items)}" for label, items in (("missing", missing), ("not expected", extra)) if items]
    return f"{'; '.join(parts)}."


def _some(items: list[int]) -> str:
    shown = ", ".join(map(str, items[:5]))
    return shown if len(items) <= 5 else f"{shown} and {len(items) - 5} more"


def _first_place(got: Array, expected: Array, wrong: Array | None = None) -> str:
    if wrong is None:
        if got.shape != expected.shape:
            shared = min(len(got), len(expected))
            unequal = np.flatnonzero(got[:shared] != expected[:shared])
            position = int(unequal[0]) if len(unequal) else shared
            return f"the answers part at position {position}; {len(expected)} expected, {len(got)} came"
        wrong = np.asarray(got != expected)
    place = tuple(int(axis) for axis in np.argwhere(wrong)[0])
    where = str(place[0] if len(place) == 1 else place)
    return f"first at {where}: expected {expected[place].item()!r}, got {got[place].item()!r}"


def _number_story(got: Array, expected: Array, wrong: Array) -> str:
    if expected.dtype == np.bool_:
        missed, extra = int((wrong & expected).sum()), int((wrong & ~expected).sum())
        parts = [f"{count} should be {value}" for count, value in ((missed, True), (extra, False)) if count]
        return f"{missed + extra} of {wrong.size} truth values differ: {', '.join(parts)}."
    wide = np.complex128 if expected.dtype.kind == "c" else np.float64
    with np.errstate(invalid="ignore", over="ignore"):
        largest = float(np.fmax.reduce(np.abs(got.astype(wide) - expected.astype(wide))[wrong]))
    is_known = not np.isnan(largest)  # of those that differ by more than a NaN
    if wrong.size == 1:
        return f"the only element is off by {largest:.3g}." if is_known else "the only element differs."
    return f"{int(wrong.sum())} of {wrong.size} elements differ{f', by {largest:.3g} at most' if is_known else ''}."


def _shape(array: Array) -> str:
    return str(tuple(int(length) for length in array.shape))


def _article(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"
