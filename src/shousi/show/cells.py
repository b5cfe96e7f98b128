"""Two matrices as one table, with the cells that differ: as much of it as one reads."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from shousi.grading.failed_calls import FailedCall
from shousi.wire import Tensor

COLUMNS = 8  # around the first wrong cell
_ROWS = 12
_RTOL = 1e-6  # only colours a cell; the verdict was given by the check's own comparison


class Cell(msgspec.Struct, frozen=True):
    """What came in one place, and what should have; `wrong` where the two differ."""

    got: str
    expected: str
    wrong: bool


class Cells(msgspec.Struct, frozen=True):
    """Part of a matrix: the numbers of its rows and columns, its cells by row, how many are wrong in all of it."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    cells: tuple[tuple[Cell, ...], ...]
    wrong: int
    size: int


def of_case(case: FailedCall, columns: int = COLUMNS) -> Cells | None:
    """Return the table of a failing call, or None where its answers are no two matrices of one shape.

    Args:
        case: the call.
        columns: at most, around the first wrong cell.
    """
    got, expected = (_matrix(value) for value in (case.got, case.expected))
    if not (case.returned and case.solved) or got is None or expected is None or got.shape != expected.shape:
        return None
    if not got.size:
        return None
    with np.errstate(all="ignore"):
        wrong = ~np.isclose(got.astype(float), expected.astype(float), rtol=_RTOL, atol=0.0, equal_nan=True)
    row, column = (int(axis) for axis in np.argwhere(wrong)[0]) if wrong.any() else (0, 0)
    rows = _around(row, got.shape[0], _ROWS)
    shown = _around(column, got.shape[1], columns)
    cells = tuple(tuple(Cell(_text(got[r, c]), _text(expected[r, c]), bool(wrong[r, c])) for c in shown) for r in rows)
    return Cells(rows, shown, cells, int(wrong.sum()), int(wrong.size))


def _around(place: int, length: int, room: int) -> tuple[int, ...]:
    start = max(0, min(place - room // 2, length - room))
    return tuple(range(start, min(length, start + room)))


def _matrix(value: object) -> np.ndarray[Any, Any] | None:
    array = value.array if isinstance(value, Tensor) else value
    if not isinstance(array, np.ndarray) or array.dtype.kind not in "biuf" or not 1 <= array.ndim <= 2:
        return None
    return array.reshape(1, -1) if array.ndim == 1 else array


def _text(value: Any) -> str:
    return f"{float(value):.5g}" if value.dtype.kind == "f" else str(value.item())
