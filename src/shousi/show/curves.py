"""Draw the curve of an answer and the expected one, in one plot."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from shousi.grading.drawings import Curve
from shousi.show.drawing import BLACK, RED, figure_of
from shousi.show.numbers import Array, limits, numbers_of

_MAX_MARKED = 60  # points with a marker each
_MAX_POINTS = 2000  # of a line; a screen does not show more
_TOLERANCE = 1e-4  # of the height, far below what can be seen


def draw_curves(got: Curve, expected: Curve) -> tuple[Figure, str] | None:
    """Draw the expected curve as a line with squares, and what came as a dashed line with circles.

    Of equal curves one is drawn, with the areas that were given to it. None where nothing can be drawn, or nothing that
    is drawn differs.
    """
    mine, right = _line(got), _line(expected)
    if mine is None or right is None:
        return None
    same = mine.shape == right.shape and bool(np.allclose(mine, right, rtol=0, atol=_TOLERANCE, equal_nan=True))
    areas = _area(expected), _area(got)
    if same and not all(areas):
        return None
    figure = figure_of(4.4, 3.9)
    axes = figure.subplots()
    if all(areas):
        axes.fill_between(*right, color="#dceedd", zorder=0)
    _plot(axes, right, f"expected{areas[0]}", color=BLACK, ls="-", marker="s", lw=1.8, ms=6)
    if same:
        axes.plot([], [], " ", label=f"got{areas[1]}")
    else:
        _plot(axes, mine, f"got{areas[1]}", color=RED, ls="--", marker="o", lw=1.8, ms=9, mfc="none")
    (left, low), (end, high) = np.array([_room(*rows) for rows in zip(right, mine, strict=True)]).T
    axes.set(xlabel=expected.names[0], ylabel=expected.names[1], xlim=(left, end), ylim=(low, high))
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=1 if all(areas) else 2)
    opening = f"{expected.names[1].capitalize()} over {expected.names[0]}, {right.shape[1]} points."
    if same:
        return figure, f"{opening} Only the right curve is drawn. Expected{areas[0]}; got{areas[1]}."
    return figure, f"{opening} {_difference(mine, right, expected.names)}"


def _area(curve: Curve) -> str:
    """Return the area in words, after the name of the curve; "" where there is none."""
    number = numbers_of([curve.area])
    return f": area {number.item():.4g}" if number is not None and number.size == 1 else ""


def _room(right: Array, mine: Array) -> tuple[float, float]:
    """Return the limits of an axis: all that was expected, and of what came as much as leaves that visible."""
    low, high = limits(right)
    span = high - low
    near = mine[np.abs(mine - (low + high) / 2) <= 1.5 * span]
    low, high = limits(right, near)
    return low - 0.06 * (high - low), high + 0.06 * (high - low)


def _plot(axes: Any, line: Array, label: str, **style: Any) -> None:
    if line.shape[1] > _MAX_MARKED:
        style["marker"] = ""
    axes.plot(*line[:, _some(line.shape[1])], label=label, clip_on=True, **style)


def _some(count: int) -> Array:
    """Return the places of at most `_MAX_POINTS` points, the first and the last one among them."""
    return np.unique(np.linspace(0, count - 1, min(count, _MAX_POINTS)).round().astype(int))


def _line(curve: Curve) -> Array | None:
    """Return a curve as (2, N) numbers, NaN where one is not finite; None where nothing of it can be drawn."""
    x, y = numbers_of(curve.x), numbers_of(curve.y)
    if x is None or y is None or x.ndim != 1 or x.shape != y.shape:
        return None
    line = np.stack([x, y])
    line[:, ~np.isfinite(line).all(axis=0)] = np.nan
    return line if np.isfinite(line).any() else None


def _difference(mine: Array, right: Array, names: tuple[str, str]) -> str:
    """Return in words where the curves part."""
    rows = min(mine.shape[1], right.shape[1])
    opening = "" if mine.shape == right.shape else f"The dashed line with circles has {mine.shape[1]}. "
    apart = np.nan_to_num(np.abs(mine[:, :rows] - right[:, :rows]).max(axis=0), nan=np.inf) > _TOLERANCE
    if not apart.any():
        return f"{opening}The first {rows} are the same."
    place = int(np.argmax(apart))
    where = f"got {_at(mine[:, place])}, expected {_at(right[:, place])}"
    return f"{opening}They part at point {place}, ({names[0]}, {names[1]}): {where}."


def _at(point: Array) -> str:
    return f"({point[0]:.4g}, {point[1]:.4g})"
