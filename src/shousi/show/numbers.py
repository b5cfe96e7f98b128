"""Answers as arrays of numbers that can be drawn, whatever a submission returned."""

from __future__ import annotations

from typing import Any

import numpy as np

from shousi.wire import Tensor

Array = np.ndarray[Any, Any]
LARGEST = 1e100  # differences, squares and axis margins of larger numbers overflow; they count as infinite


def array_of(value: object) -> Array | None:
    """Return a real array, tensor, or list of numbers as an array of its own dtype; None for anything else."""
    if isinstance(value, Tensor):
        value = value.array
    if isinstance(value, list | tuple):
        try:
            value = np.asarray(value)
        except (ValueError, OverflowError):  # lists of different lengths
            return None
    return value if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" else None


def numbers_of(value: object) -> Array | None:
    """Return the numbers of an answer as float64, those beyond `LARGEST` as infinite; None where it has none."""
    array = array_of(value)
    if array is None:
        return None
    with np.errstate(all="ignore"):
        wide = array.astype(np.float64)
    return np.where(np.abs(wide) > LARGEST, np.copysign(np.inf, wide), wide)


def limits(*arrays: Array) -> tuple[float, float]:
    """Return the smallest and the largest finite number; where they are equal, a little below and above them."""
    finite = np.concatenate([array[np.isfinite(array)] for array in arrays])
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    margin = max(0.5, 1e-3 * abs(low))  # relative, since adding a half does not change a number of 1e17
    return (low, high) if low < high else (low - margin, high + margin)


def largest_of(array: Array) -> float:
    """Return the largest finite absolute value; 0 where there is none."""
    return float(np.max(np.abs(array), initial=0.0, where=np.isfinite(array)))
