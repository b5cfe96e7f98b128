"""Draw points of a plane by label, with centers, axes and regions: what was expected, and beside it what came."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec
import numpy as np
from matplotlib.figure import Figure

from shousi.grading.drawings import Points
from shousi.show.drawing import BLACK, BLUE, GREEN, GREY, OLIVE, PURPLE, RED, figure_of
from shousi.show.numbers import Array, limits, numbers_of

_STYLES = (  # of labels, told apart by shape as well
    ("o", BLUE),
    ("s", RED),
    ("^", GREEN),
    ("D", PURPLE),
    ("v", OLIVE),
    ("P", BLACK),
)
_FEWEST = 3  # points; of fewer the numbers tell as much
_MAX_POINTS = 200  # more hide each other
_MAX_TOLD = 5  # points or centers that the description lists
_GRID = 90  # places along an axis at which regions are asked for
_MARGIN = 0.12  # of the span
_FLAT = 8  # times longer than wide; flatter pictures have no equal scales
_MAX_CENTERS = 30
_MAX_LABELS = 2 * len(_STYLES)
_TOLERANCE = 1e-3  # of the span, which is about what can be seen

View = tuple[tuple[float, float], tuple[float, float]]  # lowest and highest, of both features


class _Plane(msgspec.Struct, frozen=True, kw_only=True):
    """What to draw of one answer, as float64 numbers of two columns; those that are not finite are NaN.

    Attributes:
        points: (N, 2).
        labels: (N,); NaN for a point without one.
        centers: (K, 2).
        axes: (M, 2, 2).
        near: (L, 2), drawn smaller.
        near_labels: (L,).
    """

    points: Array
    labels: Array | None
    centers: Array
    axes: Array
    near: Array
    near_labels: Array


def draw_points(got: Points, expected: Points) -> tuple[Figure, str] | None:
    """Draw two answers about points side by side, at one scale, and ring the points whose labels differ.

    None where nothing can be drawn, or nothing that is drawn differs.
    """
    right, mine = _plane_of(expected), _plane_of(got)
    if right is None or mine is None or np.isfinite(right.points).all(axis=1).sum() + len(right.near) < _FEWEST:
        return None
    view = _view(right)
    grids = [_regions(one, view) for one in (expected, got)]
    differ = _differing(mine, right, got, expected)
    words = _differences(mine, right, differ, view, expected.features) + _elsewhere(*grids)
    if not words:
        return None
    known = _known_labels(right, mine, *grids)
    figure = figure_of(4.8, 2.9)
    panels = list(figure.subplots(1, 2, sharex=True, sharey=True))
    for axes, plane, grid, name in zip(panels, (right, mine), grids, ("expected", "got"), strict=True):
        _regions_on(axes, grid, view, known)
        _plane_on(axes, plane, known)
        axes.set(title=name, xlim=view[0], ylim=view[1], xlabel="feature 0")
        axes.title.set_fontsize(10)
        axes.locator_params(nbins=4)
    _ring(panels[1], mine.points[differ[differ < _MAX_POINTS]])
    if expected.features == 1:
        panels[0].set_yticks([])
    else:
        panels[0].set_ylabel("feature 1")
        spans = [high - low for low, high in view]
        if max(spans) < _FLAT * min(spans):
            panels[0].set_aspect("equal")
            panels[1].set_aspect("equal")
    _legend(figure, panels[1], known)
    count = f"{len(right.points)} points"
    count += f", of which the first {_MAX_POINTS} are drawn" if len(right.points) > _MAX_POINTS else ""
    return figure, f"{count}, expected on the left, got on the right. {' '.join(words)}"


def _plane_of(answer: Points) -> _Plane | None:
    """Return what can be drawn of an answer, as numbers; None where the points cannot."""
    points = _places(answer.points)
    if points is None:
        return None
    features = answer.features
    labels = numbers_of(answer.labels)
    near, near_labels = answer.near or (None, None)
    small, small_labels = _places(near, features), numbers_of(near_labels)
    if small is None or small_labels is None or small_labels.shape != (len(small),):
        small, small_labels = np.empty((0, 2)), np.empty(0)
    axes = numbers_of(answer.axes)
    if axes is None or axes.ndim != 3 or axes.shape[1:] != (2, features):
        axes = np.empty((0, 2, features))
    centers = _places(answer.centers, features)
    return _Plane(
        points=points,
        labels=labels if labels is not None and labels.shape == (len(points),) else None,
        centers=np.empty((0, 2)) if centers is None else centers,
        axes=np.concatenate([axes, np.zeros((*axes.shape[:2], 2 - features))], axis=2),
        near=small,
        near_labels=small_labels,
    )


def _places(value: object, features: int | None = None) -> Array | None:
    """Return points as (N, 2), a single feature with 0 beside it; None where they have another shape."""
    array = numbers_of(value)
    if array is None or array.ndim != 2 or array.shape[1] not in ((1, 2) if features is None else (features,)):
        return None
    places = np.column_stack([array, np.zeros((len(array), 2 - array.shape[1]))])
    places[~np.isfinite(places).all(axis=1)] = np.nan
    return places


def _view(plane: _Plane) -> View:
    """Return the limits of the picture: all that was expected, and some room; square where that is possible."""
    places = np.concatenate([plane.points, plane.centers, plane.near, plane.axes.reshape(-1, 2)])
    ends = np.array([limits(places[:, 0]), limits(places[:, 1])])
    spans = np.maximum(ends[:, 1] - ends[:, 0], 1e-12)
    wanted = np.maximum(spans, 0.75 * spans.max()) if spans.max() < _FLAT * spans.min() else spans
    middle, half = ends.mean(axis=1), wanted * (0.5 + _MARGIN)
    left, low = (middle - half).tolist()
    right, high = (middle + half).tolist()
    return (left, right), (low, high)


def _regions(answer: Points, view: View) -> Array | None:
    """Return the labels of a grid over the picture; None where the answer gives none."""
    if answer.predict is None:
        return None
    across, down = (np.linspace(low, high, _GRID) for low, high in view)
    if answer.features == 1:
        labels = _predicted(answer, across[:, None])
        return None if labels is None else np.tile(labels, (2, 1))
    x, y = np.meshgrid(across, down)
    labels = _predicted(answer, np.column_stack([x.ravel(), y.ravel()]))
    return None if labels is None else labels.reshape(x.shape)


def _predicted(answer: Points, points: Array) -> Array | None:
    labels = numbers_of(answer.labels_of(points))
    return labels if labels is not None and labels.shape == (len(points),) else None


def _differing(mine: _Plane, right: _Plane, got: Points, expected: Points) -> Array:
    """Return the indices of the points with another label; where regions are drawn, it is the region's."""
    if expected.predict:
        both = _predicted(got, np.asarray(got.points)), _predicted(expected, np.asarray(expected.points))
    else:
        both = mine.labels, right.labels
    if both[0] is None or both[1] is None or both[0].shape != both[1].shape:
        return np.empty(0, int)
    return np.flatnonzero(both[0] != both[1])


def _differences(mine: _Plane, right: _Plane, differ: Array, view: View, features: int) -> list[str]:
    """Return what differs of all that is drawn, a sentence each."""
    size = max(high - low for low, high in view)
    sentences = []
    if len(differ):
        more = f" and {len(differ) - _MAX_TOLD} more" if len(differ) > _MAX_TOLD else ""
        named = ", ".join(map(str, differ[:_MAX_TOLD].tolist()))
        sentences.append(f"Ringed, {len(differ)} with another label than expected: {named}{more}.")
    elif (mine.labels is None) != (right.labels is None):
        sentences.append("What came has no label for each point.")
    sentences += _moved("point", mine.points, right.points, size, features)
    sentences += _moved("center", mine.centers, right.centers, size, features)
    sentences += _turned(mine.axes, right.axes, size, features)
    return sentences


def _elsewhere(right: Array | None, mine: Array | None) -> list[str]:
    """Return how much of the plane has another label, where that can be seen."""
    if right is None or mine is None:
        return []
    share = float(np.mean(right != mine))
    return [f"Another label than expected: {share:.0%} of what is drawn."] if share > _TOLERANCE else []


def _moved(name: str, mine: Array, right: Array, size: float, features: int) -> list[str]:
    if len(mine) != len(right):
        return [f"Number of {name}s: got {len(mine)}, expected {len(right)}."]
    with np.errstate(invalid="ignore"):
        apart = np.nan_to_num(np.abs(mine - right), nan=np.inf).max(axis=1, initial=0.0)
    apart[np.isnan(mine).all(axis=1) & np.isnan(right).all(axis=1)] = 0.0
    wrong = np.flatnonzero(apart > _TOLERANCE * size).tolist()
    told = [
        f"{name} {row}: got {_at(mine[row], features)}, expected {_at(right[row], features)}"
        for row in wrong[:_MAX_TOLD]
    ]
    more = [f"and {len(wrong) - _MAX_TOLD} more"] if len(wrong) > _MAX_TOLD else []
    return [f"{'; '.join(told + more)}.".capitalize()] if wrong else []


def _turned(mine: Array, right: Array, size: float, features: int) -> list[str]:
    """Return how axes differ; which of its ends comes first does not count."""
    if len(mine) != len(right):
        return [f"Number of axes: got {len(mine)}, expected {len(right)}."]
    told = []
    for row, (one, other) in enumerate(zip(mine, right, strict=True)):
        apart = min(float(np.abs(one - ends).max()) for ends in (other, other[::-1]))
        if not apart <= _TOLERANCE * size:
            came, wanted = (" to ".join(_at(end, features) for end in ends) for ends in (one, other))
            told.append(f"Axis {row}: got {came}, expected {wanted}.")
    return told[:_MAX_TOLD]


def _at(place: Array, features: int) -> str:
    return f"{place[0]:.4g}" if features == 1 else f"({place[0]:.4g}, {place[1]:.4g})"


def _known_labels(right: _Plane, mine: _Plane, *grids: Array | None) -> dict[float, int]:
    """Return the number of the style that each label has: the smallest label first, but those that came last."""
    found = dict.fromkeys(
        float(label)
        for parts in ((right.labels, right.near_labels, grids[0]), (mine.labels, mine.near_labels, grids[1]))
        for label in np.unique(np.concatenate([part.ravel() for part in parts if part is not None]))
        if np.isfinite(label)
    )
    return {label: number for number, label in enumerate(found) if number < _MAX_LABELS}


def _style(number: int) -> dict[str, Any]:
    """Return marker and color of a label; beyond the last style come the same ones, hollow."""
    marker, color = _STYLES[number % len(_STYLES)]
    return {"marker": marker, "color": color, "ls": "", "mfc": color if number < len(_STYLES) else "none"}


def _regions_on(axes: Any, grid: Array | None, view: View, known: dict[float, int]) -> None:
    if grid is None:
        return
    down, across = (np.linspace(*ends, count) for ends, count in zip(view[::-1], grid.shape, strict=True))
    for label, number in known.items():
        inside = (grid == label).astype(float)
        if inside.any():
            axes.contourf(
                across, down, inside, levels=[0.5, 1.5], colors=[_STYLES[number % len(_STYLES)][1]], alpha=0.2
            )
        if 0 < inside.sum() < inside.size:
            axes.contour(across, down, inside, levels=[0.5], colors=[BLACK], linewidths=1.2)


def _plane_on(axes: Any, plane: _Plane, known: dict[float, int]) -> None:
    _markers(axes, plane.near, plane.near_labels, known, ms=4, alpha=0.5)
    _markers(axes, plane.points, plane.labels, known, ms=7, alpha=0.9)
    for ends, style in zip(plane.axes[:_MAX_CENTERS], itertools.cycle(("-", "--", ":", "-.")), strict=False):
        axes.plot(*ends.T, style, color=BLACK, lw=2)
    for number, center in enumerate(plane.centers[:_MAX_CENTERS]):
        if np.isfinite(center).all():
            axes.plot(*center, "*", color=BLACK, mfc="none", ms=14, mew=1.5)
        if np.isfinite(center).all() and len(plane.centers) > 1:
            axes.annotate(f"{number}", center, color=BLACK, fontsize=10, fontweight="bold", xytext=(6, 5),
                          textcoords="offset points", annotation_clip=True)  # fmt: skip


def _markers(axes: Any, points: Array, labels: Array | None, known: dict[float, int], **style: Any) -> None:
    points = points[:_MAX_POINTS]
    if labels is None:
        axes.plot(*points.T, "o", color=GREY, **style)
        return
    labels = labels[:_MAX_POINTS]
    axes.plot(*points[~np.isin(labels, [*known])].T, "x", color=GREY, **style)
    for label, number in known.items():
        axes.plot(*points[labels == label].T, **_style(number), **style)


def _ring(axes: Any, points: Array) -> None:
    if len(points):
        axes.plot(*points.T, "o", ms=15, mfc="none", mec=BLACK, mew=1.5, label="differs")


def _legend(figure: Figure, axes: Any, known: dict[float, int]) -> None:
    for label, number in known.items():
        axes.plot([], [], **_style(number), ms=7, label=f"{label:g}")
    handles, names = axes.get_legend_handles_labels()
    if handles:
        figure.legend(handles, names, loc="outside lower center", frameon=False, ncols=6, title="label")
