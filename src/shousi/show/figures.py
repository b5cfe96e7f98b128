"""Draw a failed call: image panels, the histogram of random draws, or what its grader wants drawn."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from shousi.catalogue import Exercise
from shousi.grading.drawings import Boxes, Curve, Pair, Points, Regions
from shousi.grading.failed_calls import Density, FailedCall
from shousi.show import boxes, curves, planes, points, regions
from shousi.show.drawing import BLACK, BLUE, GREEN, RED, Drawn, figure_of, image_of, look
from shousi.show.numbers import Array, largest_of, limits, numbers_of

_BINS = 60
_LARGER = 1.8  # times, markers likewise
_THICKER = 4  # times, on the terminal, where nine pixels become one
_COLORED_WORDS = (  # in the description
    ("rightly kept", GREEN),
    ("wrongly kept", RED),
    ("wrongly dropped", BLUE),
    ("histogram", RED),
    ("dashed line", RED),
)


def draw_failed_call(exercise: Exercise, failed: FailedCall, *, for_terminal: bool = False) -> Drawn | None:
    """Return the picture of a failed call that its exercise asks for, or None where nothing can be drawn.

    Args:
        exercise: its `picture` says what to draw.
        failed: the call.
        for_terminal: draw a PNG without text and with thick lines, to be seen in eighty columns; else an SVG.
    """
    if not (failed.returned and failed.solved):
        return None
    with look():
        drawn = _figure_of(exercise, failed)
        if drawn is None:
            return None
        figure, description = drawn
        if for_terminal:
            _simplify(figure)
        colors = tuple((word, color) for word, color in _COLORED_WORDS if word in description)
        return Drawn(image_of(figure, "png" if for_terminal else "svg"), description, colors)


def _figure_of(exercise: Exercise, failed: FailedCall) -> tuple[Figure, str] | None:
    """Return the figure and its description: what the grader draws, or else what the kind of picture is."""
    match failed.drawings():
        case Pair(got=Points() as got, expected=Points() as expected):
            return points.draw_points(got, expected)
        case Pair(got=Curve() as got, expected=Curve() as expected):
            return curves.draw_curves(got, expected)
        case Pair(got=Boxes() as got, expected=Boxes() as expected):
            return boxes.draw_pair(got, expected)
        case Pair(expected=Regions() as told):
            drawn = regions.draw_regions(failed.got, failed.expected, told)
            if drawn is not None:
                return drawn
    draw = {"image": _image, "boxes": boxes.draw_kept, "density": _density}.get(exercise.picture)
    return draw(failed) if draw else None


def _simplify(figure: Figure) -> None:
    """Remove all text, and make lines thicker and markers larger."""
    for legend in [*figure.legends]:
        legend.remove()
    for axes in figure.axes:
        for thing in (*axes.texts, *filter(None, [axes.get_legend()])):
            thing.remove()
        axes.set(title="", xlabel="", ylabel="", xticks=[], yticks=[])
        lines: list[Any] = [*axes.patches, *axes.lines]
        for line in lines:
            line.set_linewidth(_THICKER * line.get_linewidth())
        for marked in axes.lines:
            marked.set(markersize=_LARGER * marked.get_markersize(), markeredgewidth=2 * marked.get_markeredgewidth())


def _image(failed: FailedCall) -> tuple[Figure, str] | None:
    """Draw expected, got and difference side by side: one scale for the first two, zero in the middle of the third."""
    shown = planes.triple_of(failed.got, failed.expected)
    if shown is None:
        return None
    low, high = limits(shown.expected, shown.got)
    figure = figure_of(6.6 if shown.difference is not None else 4.6, 2.6)
    panels = list(figure.subplots(1, 3 if shown.difference is not None else 2))
    _panel(panels[0], f"expected{shown.place}", shown.expected, "viridis", low, high)
    last = _panel(panels[1], f"got{shown.place}", shown.got, "viridis", low, high)
    figure.colorbar(last, ax=panels[:2], shrink=0.8, location="bottom")
    if shown.difference is not None:
        most = largest_of(shown.difference) or 1.0
        last = _panel(panels[2], "got - expected", shown.difference, "RdBu_r", -most, most)
        figure.colorbar(last, ax=panels[2], shrink=0.8, location="bottom")
    return figure, planes.describe(shown)


def _panel(axes: Any, title: str, plane: Array, colors: str, low: float, high: float) -> Any:
    rows, columns = plane.shape
    aspect = "equal" if max(rows, columns) <= 12 * min(rows, columns) else "auto"
    image = axes.imshow(plane, cmap=colors, vmin=low, vmax=high, interpolation="nearest", aspect=aspect)
    axes.set_title(title, fontsize=9)
    axes.set(xticks=sorted({0, (columns - 1) // 2, columns - 1}), yticks=sorted({0, (rows - 1) // 2, rows - 1}))
    return image


def _density(failed: FailedCall) -> tuple[Figure, str] | None:
    """Draw the histogram of random draws, and the density that they should have."""
    numbers, wanted = numbers_of(failed.got), failed.density
    if numbers is None or wanted is None:
        return None
    got = numbers[np.isfinite(numbers)]
    if got.size < _BINS:
        return None
    values, heights, name, std = _curve(wanted)
    edges = np.linspace(*limits(got, values), _BINS + 1)
    figure = figure_of(5.4, 3.0)
    axes = figure.subplots()
    density, _ = np.histogram(got, edges, density=True)
    axes.stairs(density, edges, fill=True, color=RED, alpha=0.45, label="got")
    axes.plot(values, heights, color=BLACK, lw=1.5, label=f"expected: {name}")
    axes.set(xlabel="value", ylabel="density")
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    spread = f"Their standard deviation is {got.std():.4g}, expected {std:.4g}"
    finite = "" if got.size == numbers.size else " finite"
    description = f"A histogram of {got.size}{finite} values. Expected: {name}. {spread}"
    return figure, f"{description}; their mean is {got.mean():.4g}, expected 0."


def _curve(wanted: Density) -> tuple[Array, Array, str, float]:
    """Return the graph of a density (values, heights), its name, and its standard deviation."""
    scale = wanted.scale
    if wanted.family == "uniform":
        graph = scale * np.array([-1.2, -1, -1, 1, 1, 1.2]), np.array([0, 0, 1, 1, 0, 0]) / (2 * scale)
        return *graph, f"uniform, from {-scale:.4g} to {scale:.4g}", scale / math.sqrt(3)
    scores = np.linspace(-4, 4, 201)
    heights = np.exp(-(scores**2) / 2) / (scale * math.sqrt(2 * math.pi))
    return scale * scores, heights, f"normal, mean 0, std {scale:.4g}", scale
