"""Values as the Python code that makes them again: what a learner would type after `import numpy as np`.

    >>> expression_of(np.array([[0, 4]], dtype=np.uint8))
    'np.array([[0, 4]], dtype=np.uint8)'

What is too large to show, or has no code of its own, is written in angle brackets, which Python refuses.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from shousi.display import WHOLE, Array, kind_of, shape_of, text_of
from shousi.errors import printable
from shousi.wire import Built, Opaque, Tensor, layout_of

WIDTH = 66  # columns of a call: the terminal's 80 less what stands before it
_ROOM = 2000  # characters of a list, tuple or dict; nobody reads further
_TEXT = 200  # characters of a string


def expression_of(value: object, width: int = WIDTH) -> str:
    """Return Python code for a value; the further lines of a matrix are aligned with its first.

    Args:
        value: what to write.
        width: the columns there are for it.
    """
    match value:
        case np.ndarray():
            return _array_code(value, width)
        case np.generic():
            return f"{_dtype_code('np', value.dtype)}({_number_code(value)})"
        case Tensor():
            return _tensor_code(value, width)
        case Built(args=args):
            return call_code(value.code, [("", item) for item in args], width)
        case list() | tuple() | dict():
            return _container_code(value, width) if _is_short(value) else _placeholder(value)
        case Opaque():
            return _placeholder(value)
        case bool() | None | int():
            return repr(value)
        case float():
            return _number_code(value)
    shown = repr(value)
    return shown if shown == printable(shown, _TEXT) else _placeholder(value)


def call_code(function: str, arguments: Iterable[tuple[str, object]], width: int = WIDTH) -> str:
    """Return the code of a call: on one line where that is short enough, else a line for each argument.

    Args:
        function: what is called.
        arguments: each a name, or "" for a positional one, and its value.
        width: the columns there are.
    """
    shown = []
    for name, value in arguments:
        before = f"{name}=" if name else ""
        shown.append(_hung(before, expression_of(value, width - 3 - len(before))))  # 3: an indent of two, a comma
    one_line = f"{function}({', '.join(shown)})"
    if len(one_line) <= width and "\n" not in one_line:
        return one_line
    lines = [part.replace("\n", "\n  ") for part in shown]
    return "\n".join([f"{function}(", *(f"  {line}," for line in lines), ")"])


def parts_of(value: object) -> Iterator[object]:
    """Yield a value and everything in it that is shown: items, values of dicts, what objects are built from."""
    yield value
    match value:
        case Built(args=items) | (list() | tuple() as items):
            for item in items:
                yield from parts_of(item)
        case dict():
            for item in value.values():
                yield from parts_of(item)


def is_whole(value: object) -> bool:
    """Say whether the code of a value makes all of it: nothing is too large, or without code of its own."""
    match value:
        case np.ndarray():
            return value.size <= WHOLE
        case Tensor(array=array):
            return array.size <= WHOLE
        case list() | tuple() | dict():
            return _is_short(value) and all(is_whole(item) for item in parts_of(value) if item is not value)
        case Built(args=args):
            return all(map(is_whole, args))
        case str():
            return not expression_of(value).startswith("<")
    return not isinstance(value, Opaque)


def _placeholder(value: object) -> str:
    return f"<{kind_of(value)}>"


def _is_short(value: list[Any] | tuple[Any, ...] | dict[Any, Any]) -> bool:
    return len(value) <= WHOLE and len(_container_code(value, WIDTH)) <= _ROOM


def _container_code(value: list[Any] | tuple[Any, ...] | dict[Any, Any], width: int) -> str:
    if isinstance(value, dict):
        pairs = [(f"{expression_of(key)}: ", item) for key, item in value.items()]
        return _joined("{", pairs, "}", width)
    items = [("", item) for item in value]
    if isinstance(value, list):
        return _joined("[", items, "]", width)
    return _joined("(", items, ",)" if len(value) == 1 else ")", width)


def _joined(opening: str, items: Iterable[tuple[str, object]], closing: str, width: int) -> str:
    """Return items with commas between; an item that takes several lines begins a line of its own."""
    text = opening
    for number, (before, item) in enumerate(items):
        column = len(text) - text.rfind("\n") - 1
        code = _hung(before, expression_of(item, width - len(opening) - len(before)))
        if number and ("\n" in code or column + len(code) + 3 > width):
            text += ",\n" + " " * len(opening)
        elif number:
            text += ", "
        text = _hung(text, code)
    return text + closing


def _hung(before: str, code: str) -> str:
    """Return code after a text; its further lines stand below its first."""
    return before + code.replace("\n", "\n" + " " * (len(before) - before.rfind("\n") - 1))


def _array_code(value: Array, width: int) -> str:
    """Return the code of an array, with the memory layout that a submission gets it in."""
    if value.size > WHOLE:
        return _folded(kind_of(value), value, width)
    options = _dtype_option(value, "np", _NUMPY_DEFAULTS)
    match layout_of(value):
        case "F":
            return _filled("np.asfortranarray(", value, f"{options})", width)
        case "flipped":
            return _filled("np.array(", value[::-1], f"{options})[::-1]", width)
        case "strided":  # every number twice, of which every second one is taken
            return _filled("np.array(", value, f"{options}).repeat(2, -1)[..., ::2]", width)
    if value.size == 0 and value.ndim > 1:
        return f"np.zeros({shape_of(value)}{options})"
    return _filled("np.array(", value, f"{options})", width)


def _folded(kind: str, array: Array, width: int) -> str:
    """Return what stands for a large array: its kind, and as many of its first numbers as fit on the line."""
    numbers = text_of(array).partition(": ")[2].removesuffix(", …").split(", ")
    texts = (f"<{kind}: {', '.join(numbers[:count])}, …>" for count in range(len(numbers), 0, -1))
    return next((text for text in texts if len(text) <= width), f"<{kind}>")


def _tensor_code(value: Tensor, width: int) -> str:
    array = value.array
    if array.size > WHOLE:
        return _folded(kind_of(value), array, width)
    options = _dtype_option(array, "torch", _TORCH_DEFAULTS) + (", requires_grad=True" if value.requires_grad else "")
    if array.size == 0 and array.ndim > 1:
        return f"torch.zeros({shape_of(array)}{options})"
    return _filled("torch.tensor(", array, f"{options})", width)


# What np.array and torch.tensor make of Python's numbers; the first is what they make of an empty list.
_NUMPY_DEFAULTS = ("float64", "int64", "bool", "complex128")
_TORCH_DEFAULTS = ("float32", "int64", "bool", "complex64")


def _dtype_option(array: Array, module: str, defaults: Sequence[str]) -> str:
    name = array.dtype.name
    if name in (defaults if array.size else defaults[:1]):
        return ""
    return f", dtype={_dtype_code(module, array.dtype)}"


def _dtype_code(module: str, dtype: np.dtype[Any]) -> str:
    return "np.bool_" if module == "np" and dtype.kind == "b" else f"{module}.{dtype.name}"


def _filled(opening: str, array: Array, closing: str, width: int) -> str:
    """Return the opening of a call, the numbers of an array in columns, and what follows them."""
    if array.size == 0:
        return f"{opening}[]{closing}"
    widest = max(len(_element_code(number)) for number in array.reshape(-1))
    has_columns = array.ndim > 1 and len(opening) + 2 * array.ndim + array.shape[-1] * (widest + 2) <= width

    def element(number: Any) -> str:
        return _element_code(number).rjust(widest if has_columns else 0)

    text = np.array2string(
        array, separator=", ", max_line_width=width - 1, threshold=WHOLE + 1, prefix=opening,
        formatter={"all": element},
    )  # fmt: skip
    text = re.sub("\n\n+", "\n", text)  # between the planes of a cube
    if closing.startswith(", ") and len(opening + text) - text.rfind("\n") - 1 + len(closing) > width:
        closing = closing.replace(", ", ",\n" + " " * len(opening), 1)
    return f"{opening}{text}{closing}"


def _element_code(number: Any) -> str:
    """Return the code of a number in an array, in NumPy's own way: 2. for 2.0."""
    code = _number_code(number)
    return code.removesuffix("0") if code.endswith(".0") else code


def _number_code(number: Any) -> str:
    """Return the shortest code of a number that its own dtype reads back as the same one."""
    if isinstance(number, complex | np.complexfloating):  # `-0-1j` would lose the sign of its zero
        return f"complex({_number_code(float(number.real))}, {_number_code(float(number.imag))})"
    if not isinstance(number, float | np.floating):
        return repr(number.item() if isinstance(number, np.generic) else number)
    if not math.isfinite(number):
        return "np.nan" if math.isnan(number) else "np.inf" if number > 0 else "-np.inf"
    text = str(number)
    if isinstance(number, np.floating) and type(number)(float(text)) != number:
        return repr(float(number))  # Python reads the shortest text as a float64 first, and that is rounded once more
    return text
