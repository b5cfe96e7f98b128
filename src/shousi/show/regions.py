"""Draw a box on its feature map with its bins, and the numbers that came and should have come of them."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from shousi.grading.drawings import Regions
from shousi.show.drawing import RED, figure_of
from shousi.show.numbers import Array, limits, numbers_of

_MAX_BINS = 16  # along an axis; more lines hide the map
_MAX_WRITTEN = 4  # bins along an axis with their numbers in them
_MAX_SAMPLES = 24  # along an axis
_DARK, _LIGHT = "#111111", "#fefefe"  # on the colors of the map, which are the same on a dark page
_MARK: Any = {"fill": False, "ec": RED, "lw": 2.5, "zorder": 3}


class _Place(msgspec.Struct, frozen=True):
    """The number in which two answers differ most: its box and channel, and the row and column of its bin."""

    box: int
    channel: int
    row: int
    column: int


def draw_regions(got: object, expected: object, regions: Regions) -> tuple[Figure, str] | None:
    """Draw the box and the channel in which two answers differ most: the map with its bins, expected, and got.

    Args:
        got: the answer, (N, C, rows, columns).
        expected: the right one.
        regions: where the boxes lie.
    """
    mine, right = numbers_of(got), numbers_of(expected)
    features, corners = numbers_of(regions.features), numbers_of(regions.corners)
    if mine is None or right is None or features is None or corners is None or max(regions.bins) > _MAX_BINS:
        return None
    if features.ndim != 3 or corners.shape[1:] != (4,) or not right.size:
        return None
    if not mine.shape == right.shape == (len(corners), len(features), *regions.bins):
        return None
    place = _worst(mine, right)
    if not np.isfinite(corners[place.box]).all():
        return None
    both = right[place.box, place.channel], mine[place.box, place.channel]
    return _drawn(features[place.channel], corners[place.box], *both, regions, place)


def _worst(mine: Array, right: Array) -> _Place:
    with np.errstate(invalid="ignore"):
        apart = np.where(mine == right, 0.0, np.nan_to_num(np.abs(mine - right), nan=np.inf))
    return _Place(*(int(axis) for axis in np.unravel_index(int(np.argmax(apart)), apart.shape)))


def _drawn(
    plane: Array, corners: Array, right: Array, mine: Array, regions: Regions, place: _Place
) -> tuple[Figure, str]:
    figure = figure_of(5.4, 2.3)
    panels = list(figure.subplots(1, 3, width_ratios=(1.5, 1, 1)))
    low, high = limits(plane, right)
    scale: dict[str, Any] = {"cmap": "viridis", "vmin": low, "vmax": high, "interpolation": "nearest"}
    image = panels[0].imshow(plane, **scale)
    _bins(panels[0], corners, regions, place)
    _ticks(panels[0], *plane.shape)
    panels[0].set_title(f"box {place.box} on channel {place.channel}", fontsize=9)
    for axes, numbers, name in ((panels[1], right, "expected"), (panels[2], mine, "got")):
        axes.imshow(numbers, **scale)
        _ticks(axes, *numbers.shape)
        axes.set_title(name, fontsize=9)
        axes.add_patch(Rectangle((place.column - 0.5, place.row - 0.5), 1, 1, **_MARK))
        if max(numbers.shape) <= _MAX_WRITTEN:
            _write(axes, numbers, low, high)
    figure.colorbar(image, ax=panels, shrink=0.9, location="right")
    where, bins = ", ".join(f"{value:.4g}" for value in corners), f"{regions.bins[0]} by {regions.bins[1]} bins"
    came, wanted = mine[place.row, place.column], right[place.row, place.column]
    return figure, (
        f"Box {place.box} with its {bins} on channel {place.channel} of the feature map, from ({where}) in cells. "
        f"The difference is largest in the bin of row {place.row}, column {place.column}, which is marked: "
        f"got {came:.4g}, expected {wanted:.4g}."
    )


def _bins(axes: Any, corners: Array, regions: Regions, place: _Place) -> None:
    """Draw a box with its bins and samples, and mark the bin that is most wrong."""
    x1, y1, x2, y2 = (float(value) for value in corners)
    across, down = np.linspace(x1, x2, regions.bins[1] + 1), np.linspace(y1, y2, regions.bins[0] + 1)
    for color, width in ((_DARK, 2.6), (_LIGHT, 1.2)):  # to be seen on dark and on bright cells
        axes.vlines(across, y1, y2, color=color, lw=width)
        axes.hlines(down, x1, x2, color=color, lw=width)
    if regions.samples * max(regions.bins) <= _MAX_SAMPLES:
        x, y = (_middles(low, high, regions.samples * count)
                for low, high, count in ((x1, x2, regions.bins[1]), (y1, y2, regions.bins[0])))  # fmt: skip
        axes.plot(*(grid.ravel() for grid in np.meshgrid(x, y)), "o", color=_LIGHT, mec=_DARK, ms=3.5, mew=0.7)
    size = across[1] - across[0], down[1] - down[0]
    axes.add_patch(Rectangle((across[place.column], down[place.row]), *size, **_MARK))
    axes.autoscale_view()


def _middles(low: float, high: float, count: int) -> Array:
    return low + (np.arange(count) + 0.5) * (high - low) / max(count, 1)


def _ticks(axes: Any, rows: int, columns: int) -> None:
    axes.set(xticks=sorted({0, columns - 1}), yticks=sorted({0, rows - 1}))


def _write(axes: Any, numbers: Array, low: float, high: float) -> None:
    for (row, column), value in np.ndenumerate(numbers):
        bright = np.isfinite(value) and value > low + 0.6 * (high - low)
        color = _DARK if bright or not np.isfinite(value) else _LIGHT
        axes.text(column, row, f"{value:.3g}", ha="center", va="center", fontsize=8, color=color)
