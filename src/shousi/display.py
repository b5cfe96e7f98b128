"""Values as text for people: their kind, their content, and how to type them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from shousi.errors import printable
from shousi.wire import Built, Opaque, Tensor

WHOLE = 40  # elements of an array that is shown whole; of larger ones people read only the first few
_ROOM = 2000  # characters of a nested value; nobody reads further
_WIDTH = 56  # the terminal's 80 less labels and names
_MAX_BITS = 1000  # of an integer that is written out; Python refuses to print integers of more than 4300 digits

Array = np.ndarray[Any, Any]


def kind_of(value: object) -> str:
    """Return what kind of value this is: "float64 of shape (3, 4)", "a list of 3", "None"."""
    if isinstance(value, np.ndarray):
        return f"{value.dtype} of shape {shape_of(value)}"
    if isinstance(value, Tensor):
        return f"a {value.array.dtype} tensor of shape {shape_of(value.array)}"
    if isinstance(value, np.generic):
        return f"a single {value.dtype}"
    if isinstance(value, list | tuple | dict):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, Opaque):
        extra = f" ({printable(value.text, 80)})" if value.text else ""
        return f"{_article(printable(value.type_name, 80))}{extra}"
    return "None" if value is None else _article(type(value).__name__)


def text_of(value: object, room: int = _ROOM) -> str:
    """Return a value as text: small arrays whole, large ones as their kind and first elements."""
    if isinstance(value, np.ndarray):
        return _array_text(value)
    if isinstance(value, Tensor):
        return _joined("tensor(", [_array_text(value.array)], ")")
    if isinstance(value, Opaque):
        return kind_of(value)
    if isinstance(value, Built):
        return _built_text(value, room)
    if isinstance(value, list | tuple | dict):
        return kind_of(value) if len(value) > WHOLE else _container_text(value, room)
    if isinstance(value, float | np.floating):
        return f"{value:.5g}"
    if isinstance(value, int) and value.bit_length() > _MAX_BITS:
        return f"an integer of {value.bit_length()} bits"
    return printable(str(value) if isinstance(value, np.generic) else repr(value), 200)


def _container_text(value: list[Any] | tuple[Any, ...] | dict[Any, Any], room: int) -> str:
    if isinstance(value, list):
        return _joined("[", _item_texts(value, room), "]")
    if isinstance(value, tuple):
        return _joined("(", _item_texts(value, room), ",)" if len(value) == 1 else ")")
    return _joined("{", _item_texts(value.items(), room, pair=True), "}")


def _built_text(value: Built, room: int) -> str:
    """Return the call that builds an object; long arguments get a line each."""
    shown = _item_texts(value.args, room)
    one_line = f"{value.factory}({', '.join(shown)})"
    if len(one_line) <= _WIDTH and "\n" not in one_line:
        return one_line
    lines = [part.replace("\n", "\n  ") for part in shown]
    return "\n".join([f"{value.factory}(", *(f"  {line}," for line in lines), ")"])


def _item_texts(items: Iterable[Any], room: int, *, pair: bool = False) -> list[str]:
    """Return the texts of as many items as there is room for."""
    shown: list[str] = []
    for item in items:
        if room <= 0:
            return [*shown, "…"]
        shown.append(_joined(f"{text_of(item[0], room)}: ", [text_of(item[1], room)]) if pair else text_of(item, room))
        room -= len(shown[-1])
    return shown


def _joined(opening: str, shown: Sequence[str], closing: str = "") -> str:
    """Return items with commas between; the further lines of a matrix are aligned with its first."""
    text = opening
    for number, item in enumerate(shown):
        text += ", " if number else ""
        text += item.replace("\n", "\n" + " " * (len(text) - text.rfind("\n") - 1))
    return text + closing


def _array_text(value: Array) -> str:
    if value.size <= WHOLE:
        width = _column_width(value)
        formats: Any = {"float_kind": lambda number: _number_text(number).rjust(width)}
        text = np.array2string(value, separator=", ", max_line_width=_WIDTH, threshold=WHOLE + 1, formatter=formats)
        return text if value.size else f"[] of shape {shape_of(value)}"
    first = ", ".join(
        _number_text(item) if isinstance(item, float) else str(item) for item in value.reshape(-1)[:4].tolist()
    )
    return f"{kind_of(value)}: {first}, …"


def _column_width(value: Array) -> int:
    """Return the width of the numbers of a matrix, so that they form columns; 0 for no columns."""
    if value.ndim < 2 or value.dtype.kind != "f" or not value.size:
        return 0
    width = max(len(_number_text(number)) for number in value.reshape(-1).tolist())
    return width if value.ndim + value.shape[-1] * (width + 2) <= _WIDTH else 0


def _number_text(number: float) -> str:
    """Return a number in at most five digits, so that rows stay short; the exact difference is shown elsewhere."""
    text = f"{number:.5g}"
    return text if any(mark in text for mark in ".en") else f"{text}."


def shape_of(array: Array) -> str:
    """Return a shape as text such as "(3, 4)"."""
    return str(tuple(int(length) for length in array.shape))


def _article(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"
