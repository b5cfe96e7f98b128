"""For the diagnosis: compare random draws not number by number, but by the distribution that they come from."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from shousi import compare
from shousi.compare import as_array
from shousi.wire import Tensor

_FEWEST = 1000  # fewer draws tell nothing about their distribution
# Of two samples of n draws, the distribution functions differ by more than this over sqrt(n) once in 70,000 (Kolmogorov
# and Smirnov), and by far more if the spreads differ by a twentieth, from 20,000 draws up.
_KOLMOGOROV = 3.5
_ERRORS = 5.0  # standard errors by which means and spreads may differ


def drawn_alike(left: object, right: object) -> bool:
    """Say whether two answers hold the same values, where many numbers need only have the same distribution."""
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        alike = left.requires_grad == right.requires_grad and left.has_history == right.has_history
        return alike and drawn_alike(left.array, right.array)
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(drawn_alike(left[key], right[key]) for key in left)
    if compare.alike(left, right):
        return True
    if isinstance(left, list | tuple) and isinstance(right, list | tuple) and as_array(left) is None:
        return len(left) == len(right) and all(map(drawn_alike, left, right))
    one, two = as_array(left), as_array(right)
    return one is not None and two is not None and one.shape == two.shape and _like_draws(one, two)


def _like_draws(one: np.ndarray[Any, Any], two: np.ndarray[Any, Any]) -> bool:
    n = one.size
    if n < _FEWEST or one.dtype.kind != "f" or two.dtype.kind != "f":
        return False
    x, y = (np.sort(array.ravel().astype(np.float64)) for array in (one, two))
    spread = float(y.std())
    if not (np.isfinite(x).all() and np.isfinite(y).all() and spread > 0):
        return False
    near = _ERRORS * spread * math.sqrt(2 / n)
    if abs(x.mean() - y.mean()) > near or abs(x.std() - spread) > near:
        return False
    # Both distribution functions at every draw; ties count for both alike.
    places = np.concatenate([x, y])
    gaps = np.searchsorted(x, places, side="right") - np.searchsorted(y, places, side="right")
    return bool(np.abs(gaps).max() <= _KOLMOGOROV * math.sqrt(n))
