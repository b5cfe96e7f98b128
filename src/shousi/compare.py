"""Compare an answer with what was expected, and say in words what differs and where.

`indices`, `close`, `values` and `index_values` return None when the values agree. They never raise, whatever a
submission returned, and everything in a `Difference` is printable.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from shousi.display import WHOLE, kind_of, shape_of, text_of
from shousi.wire import Built, Opaque, Tensor

# Sums of a few thousand float64 terms, added in any order, agree to 1e-12; arithmetic in float32 is off by 1e-7. A
# tolerance between them accepts every right way to compute in float64 and finds answers computed in float32.
RTOL = 1e-9
FAIR = 1e-5  # float32 arithmetic passes: its seven digits, less what a sum of a few thousand terms costs

Array = np.ndarray[Any, Any]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What differs: a summary in one line, what was expected, what came, and the first place where they differ."""

    summary: str
    expected: str = ""
    got: str = ""
    where: str = ""


def indices(got: object, expected: Array) -> Difference | None:
    """Compare an answer that is an array of indices, in order.

    Any integer dtype is right, since it selects the same elements; a list or a float array is wrong.
    """
    wanted = f"int64 indices of shape {shape_of(expected)}"
    advice = _not_an_array(got, "int64") or _not_indices(np.asarray(got))
    if advice:
        return _difference(f"expected {wanted}, got {kind_of(got)}. {advice}", got, expected)
    found = np.asarray(got)
    if found.shape == expected.shape and np.array_equal(found, expected):
        return None
    return _difference(_index_summary(found.tolist(), expected.tolist()), got, expected, _first_place(found, expected))


def close(got: object, expected: Array | Tensor, *, rtol: float = RTOL, atol: float = 0.0) -> Difference | None:
    """Compare an answer that is an array of numbers: dtype, shape, then every element within the tolerance.

    Args:
        got: the answer.
        expected: the right answer; its dtype and shape are required.
        rtol: tolerance relative to the expected element.
        atol: absolute tolerance in the unit of the data. It is 0 unless the caller knows the scale of the data: the
            same absolute error may be noise in pixels of 0 to 255 and nonsense in probabilities.
    """
    if isinstance(expected, Tensor):
        if not isinstance(got, Tensor):
            return Difference(
                summary=f"expected {kind_of(expected)}, got {kind_of(got)}. Return a torch.Tensor.",
                expected=text_of(expected),
                got=text_of(got),
            )
        got, expected = got.array, expected.array
    wanted = f"{expected.dtype} of shape {shape_of(expected)}"
    if advice := _not_an_array(got, str(expected.dtype)):
        return _difference(f"expected {wanted}, got {kind_of(got)}. {advice}", got, expected)
    found = np.asarray(got)
    if found.dtype != expected.dtype or found.shape != expected.shape:
        return _difference(f"expected {wanted}, got {kind_of(got)}.", got, expected)
    good = near(found, expected, rtol, atol)
    if good.all():
        return None
    return _difference(_number_summary(found, expected, ~good), got, expected, _first_place(found, expected, ~good))


def values(
    got: object, expected: Array | Tensor, *, rtol: float = FAIR, atol: float | None = None
) -> Difference | None:
    """Compare the numbers of an answer, whatever holds them.

    A list or tuple of the right numbers, a single number, and any integer or float dtype are right. A wrong shape, None
    and a generator are not.

    Args:
        got: the answer.
        expected: the right answer.
        rtol: tolerance relative to the expected element.
        atol: absolute tolerance; None for `rtol` of the largest expected element, so that float32 arithmetic passes.
    """
    wanted = expected.array if isinstance(expected, Tensor) else expected
    found = as_array(got, tensor=isinstance(expected, Tensor))
    if found is None:
        summary = f"expected numbers of shape {shape_of(wanted)}, got {kind_of(got)}. {_no_numbers(got, expected)}"
        return _difference(summary.rstrip(), got, wanted)
    if found.shape != wanted.shape:
        return _difference(f"expected shape {shape_of(wanted)}, got {kind_of(got)}.", got, wanted)
    if found.dtype.kind == "c" and wanted.dtype.kind != "c":
        return _difference(f"expected real numbers, got {kind_of(got)}.", got, wanted)
    good = near(found, wanted, rtol, rtol * _scale(wanted) if atol is None else atol)
    if good.all():
        return None
    return _difference(_number_summary(found, wanted, ~good), got, wanted, _first_place(found, wanted, ~good))


def index_values(got: object, expected: Array) -> Difference | None:
    """Compare an answer that is indices, in order, in an array, a list or a tuple."""
    found = as_array(got)
    if found is None:
        summary = f"expected indices of shape {shape_of(expected)}, got {kind_of(got)}. {_no_numbers(got, expected)}"
        return _difference(summary.rstrip(), got, expected)
    if found.shape == expected.shape == (0,):  # np.array([]) is float64, but selects the same
        return None
    if advice := _not_indices(found):
        wanted = f"indices of shape {shape_of(expected)}"
        return _difference(f"expected {wanted}, got {kind_of(got)}. {advice}", got, expected)
    if np.array_equal(found, expected):
        return None
    return _difference(_index_summary(found.tolist(), expected.tolist()), got, expected, _first_place(found, expected))


def as_array(value: object, *, tensor: bool = False) -> Array | None:
    """Return the numbers of an answer as an array; None where it holds anything else, or rows of unequal length.

    Args:
        value: the answer.
        tensor: whether it may be, or hold, tensors.
    """
    if isinstance(value, Tensor):
        return value.array if tensor else None
    if not isinstance(value, np.ndarray | np.generic | list | tuple | int | float):
        return None
    plain = _without_tensors(value) if tensor else value
    try:
        array = np.asarray(plain)
    except (ValueError, OverflowError):  # rows of unequal length; an integer beyond 64 bits
        return None
    return array if array.dtype.kind in "biufc" else None


def _without_tensors(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_without_tensors(item) for item in value]
    return value.array if isinstance(value, Tensor) else value


def same(left: object, right: object, *, rtol: float = RTOL) -> bool:
    """Say whether two values are of the same kind and structure and have, within `rtol`, the same numbers.

    Elements of an array may differ by `rtol` of its largest element, since sums cancel: an element near 0 that is
    the difference of large terms carries their rounding error. Single numbers are compared relative to themselves.
    """
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        alike = left.requires_grad == right.requires_grad and left.has_history == right.has_history
        return alike and same(left.array, right.array, rtol=rtol)
    if isinstance(left, np.ndarray | np.generic) and isinstance(right, np.ndarray | np.generic):
        both_integers = left.dtype.kind in "iu" and right.dtype.kind in "iu"  # of any width: see `indices`
        if type(left) is not type(right) or left.shape != right.shape:
            return False
        if left.dtype != right.dtype and not both_integers:
            return False
        return bool(np.all(near(np.asarray(left), np.asarray(right), rtol, rtol * _scale(np.asarray(right)))))
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


def alike(left: object, right: object) -> bool:
    """Say whether two values hold the same numbers within the precision of float32, whatever holds them."""
    one, two = as_array(left, tensor=True), as_array(right, tensor=True)
    if one is None or two is None:
        return same(left, right, rtol=FAIR)
    return one.shape == two.shape and bool(np.all(near(one, two, FAIR, FAIR * _scale(two))))


def _scale(array: Array) -> float:
    """Return the largest finite absolute value; 0 for integers and booleans, which have to be equal anyway."""
    if array.dtype.kind not in "fc":
        return 0.0
    with np.errstate(over="ignore", invalid="ignore"):  # a signaling NaN; a complex number with two large parts
        largest = float(np.max(np.abs(array), initial=0.0, where=np.isfinite(array)))
    return largest if np.isfinite(largest) else 0.0  # an infinite scale would make everything agree


def near(left: Array, right: Array, rtol: float, atol: float) -> Array:
    """Return where two arrays of one shape agree. Integers and booleans have to be equal; NaN agrees with NaN."""
    if left.dtype.kind in "iub" and right.dtype.kind in "iub":
        return np.asarray(left == right)
    with np.errstate(over="ignore", invalid="ignore"):  # the difference of 1e308 and -1e308 overflows
        return np.asarray(np.isclose(left, right, rtol=rtol, atol=atol, equal_nan=True))


def _difference(summary: str, got: object, expected: Array, where: str = "") -> Difference:
    return Difference(
        summary=summary,
        expected=f"{text_of(expected)}  {kind_of(expected)}" if expected.size <= WHOLE else text_of(expected),
        got=f"{text_of(got)}  {kind_of(got)}"
        if isinstance(got, np.ndarray) and 0 < got.size <= WHOLE
        else text_of(got),
        where=where,
    )


def _no_numbers(value: object, expected: Array | Tensor) -> str:
    """Return what to do about a value that holds no numbers."""
    if isinstance(expected, Tensor):
        return "Return a torch.Tensor."
    return _not_an_array(value, str(expected.dtype)) or "Return a NumPy array of numbers."


def _not_an_array(value: object, dtype: str) -> str:
    """Return what to do about a value that is no array, or "" when it is one."""
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
        return "Return the indices themselves, in one axis, not the rows that they select."
    if value.dtype == np.bool_:
        return "Return the indices, not a mask: np.flatnonzero(mask)."
    if value.dtype.kind not in "iu":
        return "Indices are integers; an empty list becomes float64 unless you pass dtype=np.int64."
    return "" if value.ndim == 1 else "Return an array with one axis."


def _index_summary(got: list[int], expected: list[int]) -> str:
    came, wanted = set(got), set(expected)
    missing = [item for item in expected if item not in came]
    extra = [item for item in got if item not in wanted]
    if missing or extra:
        parts = (_about(missing, "is missing", "are missing"), _about(extra, *["should not be there"] * 2))
        return f"{'; '.join(filter(None, parts))}."
    return "the right indices, in the wrong order." if len(got) == len(expected) else "an index comes more than once."


def _about(items: list[int], of_one: str, of_many: str) -> str:
    few = ", ".join(map(str, items[:5])) + (f" and {len(items) - 5} more" if len(items) > 5 else "")
    if not items:
        return ""
    return f"the index {few} {of_one}" if len(items) == 1 else f"the indices {few} {of_many}"


def _first_place(got: Array, expected: Array, wrong: Array | None = None) -> str:
    if wrong is None:
        if got.shape != expected.shape:
            shared = min(len(got), len(expected))
            unequal = np.flatnonzero(got[:shared] != expected[:shared])
            position = int(unequal[0]) if len(unequal) else shared
            return f"the answers first differ at position {position}; {len(expected)} indices expected, {len(got)} came"
        wrong = np.asarray(got != expected)
    place = tuple(int(axis) for axis in np.argwhere(wrong)[0])
    where = f"first at {place[0] if len(place) == 1 else place}: " if place else ""
    return f"{where}expected {expected[place].item()!r}, got {got[place].item()!r}"


def _number_summary(got: Array, expected: Array, wrong: Array) -> str:
    if expected.dtype == np.bool_:
        missed, extra = int((wrong & expected).sum()), int((wrong & ~expected).sum())
        parts = [f"{count} should be {value}" for count, value in ((missed, True), (extra, False)) if count]
        return f"{missed + extra} of {wrong.size} truth values differ: {', '.join(parts)}."
    wide = np.complex128 if expected.dtype.kind == "c" else np.float64
    with np.errstate(invalid="ignore", over="ignore"):
        largest = float(np.fmax.reduce(np.abs(got.astype(wide) - expected.astype(wide))[wrong]))
    is_known = not np.isnan(largest)  # unless every element that differs is NaN on one side
    if wrong.size == 1:
        return f"the only element is off by {largest:.3g}." if is_known else "the only element differs."
    return f"{int(wrong.sum())} of {wrong.size} elements differ{f', by {largest:.3g} at most' if is_known else ''}."
