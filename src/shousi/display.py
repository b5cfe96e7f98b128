"""How values are shown to a person: what they are, what they hold, and how one would type them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from shousi.errors import printable
from shousi.wire import Built, Opaque, Tensor

WHOLE = 40  # elements of an array that is shown whole; more than that is not read but skimmed
_ROOM = 2000  # characters of a nested value; nobody reads further
_WIDTH = 56  # the terminal's 80 less labels and names

Array = np.ndarray[Any, Any]


def kind_of(value: object) -> str:
    """Return what a value is, as one says it: "float64 of shape (3, 4)", "a list of 3", "None"."""
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


def show(value: object, room: int = _ROOM) -> str:
    """Return a value as one reads it: small arrays whole, large ones by kind and first elements."""
    if isinstance(value, np.ndarray):
        return _show_array(value)
    if isinstance(value, Tensor):
        return f"tensor({_show_array(value.array)})"
    if isinstance(value, Opaque):
        return kind_of(value)
    if isinstance(value, Built):
        return _show_built(value, room)
    if isinstance(value, list | tuple | dict):
        return kind_of(value) if len(value) > WHOLE else _show_container(value, room)
    if isinstance(value, float | np.floating):
        return f"{value:.5g}"
    return printable(str(value) if isinstance(value, np.generic) else repr(value), 200)


def _show_container(value: list[Any] | tuple[Any, ...] | dict[Any, Any], room: int) -> str:
    if isinstance(value, list):
        return _listed("[", _shown(value, room), "]")
    if isinstance(value, tuple):
        return _listed("(", _shown(value, room), ",)" if len(value) == 1 else ")")
    return _listed("{", _shown(value.items(), room, pair=True), "}")


def _show_built(value: Built, room: int) -> str:
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
    if value.size <= WHOLE:
        width = _column(value)
        formats: Any = {"float_kind": lambda number: _short(number).rjust(width)}
        text = np.array2string(value, separator=", ", max_line_width=_WIDTH, threshold=WHOLE + 1, formatter=formats)
        return text if value.size else f"[] of shape {shape_of(value)}"
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


def shape_of(array: Array) -> str:
    """Return a shape as it is written, without NumPy's own integers."""
    return str(tuple(int(length) for length in array.shape))


def _article(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"
