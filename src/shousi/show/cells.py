"""Two matrices as one table that marks the cells that differ, cut to a size that people can read."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from shousi.grading.failed_calls import FailedCall
from shousi.show.numbers import Array, array_of

MAX_COLUMNS = 8  # around the first wrong cell
_MAX_ROWS = 12
_RTOL = 1e-6  # only marks cells; the verdict comes from the check's own comparison, whose tolerance is not known here


class Cell(msgspec.Struct, frozen=True):
    """What came in one place, what was expected there, and whether the two differ."""

    got: str
    expected: str
    wrong: bool


class Cells(msgspec.Struct, frozen=True):
    """Part of a matrix.

    Attributes:
        rows: the numbers of the rows shown.
        columns: the numbers of the columns shown.
        cells: by row.
        wrong: how many cells of the whole matrix are wrong.
        size: how many cells the whole matrix has.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    cells: tuple[tuple[Cell, ...], ...]
    wrong: int
    size: int


def cells_of(failed: FailedCall, columns: int = MAX_COLUMNS) -> Cells | None:
    """Return the table of a failed call, or None unless its answers are two matrices of one shape.

    Args:
        failed: the call.
        columns: show at most so many, around the first wrong cell.
    """
    got, expected = _matrix(failed.got), _matrix(failed.expected)
    if not (failed.returned and failed.solved) or got is None or expected is None or got.shape != expected.shape:
        return None
    with np.errstate(all="ignore"):
        wrong = ~np.isclose(got.astype(float), expected.astype(float), rtol=_RTOL, atol=0.0, equal_nan=True)
    row, column = (int(axis) for axis in np.argwhere(wrong)[0]) if wrong.any() else (0, 0)
    rows = _around(row, got.shape[0], _MAX_ROWS)
    shown = _around(column, got.shape[1], columns)
    cells = tuple(tuple(Cell(_text(got[r, c]), _text(expected[r, c]), bool(wrong[r, c])) for c in shown) for r in rows)
    return Cells(rows, shown, cells, int(wrong.sum()), int(wrong.size))


def _around(place: int, length: int, room: int) -> tuple[int, ...]:
    start = max(0, min(place - room // 2, length - room))
    return tuple(range(start, min(length, start + room)))


def _matrix(value: object) -> Array | None:
    array = array_of(value)
    if array is None or not array.size or not 1 <= array.ndim <= 2:
        return None
    return array.reshape(1, -1) if array.ndim == 1 else array


def _text(value: Any) -> str:
    return f"{float(value):.5g}" if value.dtype.kind == "f" else str(value.item())
