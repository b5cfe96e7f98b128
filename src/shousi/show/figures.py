"""Draw a failed call: image panels, boxes, or the histogram of random draws."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from shousi.catalogue import Exercise
from shousi.grading.failed_calls import Density, FailedCall
from shousi.show import planes
from shousi.show.drawing import BLACK, BLUE, GREEN, GREY, RED, Drawn, figure_of, image_of, look
from shousi.show.numbers import Array, array_of, largest_of, limits, numbers_of

_MAX_BOXES = 200  # of a group; more hide each other
_MAX_NUMBERED = 40  # boxes with their index beside them
_MAX_NAMED = 20  # indices that the description lists
_BINS = 60
_THICKER = 4  # times, on the terminal, where nine pixels become one
_COLORED_WORDS = (  # in the description
    ("rightly kept", GREEN),
    ("wrongly kept", RED),
    ("wrongly dropped", BLUE),
    ("histogram", RED),
)


def draw_failed_call(exercise: Exercise, failed: FailedCall, *, for_terminal: bool = False) -> Drawn | None:
    """Return the picture of a failed call that its exercise asks for, or None where nothing can be drawn.

    Args:
        exercise: its `picture` says what to draw.
        failed: the call.
        for_terminal: draw a PNG without text and with thick lines, to be seen in eighty columns; else an SVG.
    """
    draw = {"image": _image, "boxes": _boxes, "density": _density}.get(exercise.picture)
    if draw is None or not (failed.returned and failed.solved):
        return None
    with look():
        drawn = draw(failed)
        if drawn is None:
            return None
        figure, description = drawn
        if for_terminal:
            _simplify(figure)
        colors = tuple((word, color) for word, color in _COLORED_WORDS if word in description)
        return Drawn(image_of(figure, "png" if for_terminal else "svg"), description, colors)


def _simplify(figure: Figure) -> None:
    """Remove all text and make the lines thicker."""
    for axes in figure.axes:
        for thing in (*axes.texts, *filter(None, [axes.get_legend()])):
            thing.remove()
        axes.set(title="", xlabel="", ylabel="", xticks=[], yticks=[])
        lines: list[Any] = [*axes.patches, *axes.lines]
        for line in lines:
            line.set_linewidth(_THICKER * line.get_linewidth())


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


def _boxes(failed: FailedCall) -> tuple[Figure, str] | None:
    """Draw the boxes: rightly kept, wrongly kept, wrongly dropped, and thinly those dropped rightly."""
    arguments = map(numbers_of, (*failed.args, *failed.kwargs.values()))
    boxes = next((array for array in arguments if array is not None and array.ndim == 2 and array.shape[1] == 4), None)
    got, expected = _indices_of(failed.got), _indices_of(failed.expected)
    if boxes is None or not len(boxes) or got is None or expected is None:
        return None
    every, kept, wanted = set(range(len(boxes))), set(got), set(expected)
    groups = [
        ("rightly dropped", every - kept - wanted, GREY, ":", 1.0),
        ("rightly kept", kept & wanted, GREEN, "-", 1.6),
        ("wrongly kept", (kept & every) - wanted, RED, "-", 2.2),
        ("wrongly dropped", wanted - kept, BLUE, "--", 2.2),
    ]
    figure = figure_of(5.0, 4.6)
    axes = figure.subplots()
    for name, members, color, style, width in groups:
        _draw_boxes(axes, boxes, members, ec=color, ls=style, lw=width)
        axes.plot([], [], color=color, ls=style, lw=width, label=f"{name} ({len(members)})")
    axes.autoscale_view()
    axes.margins(0.05)
    axes.set_aspect("equal", adjustable="datalim")
    axes.invert_yaxis()  # as in an image: y grows downwards
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.06), frameon=False, ncols=2)
    parts = [f"{name}: {_names(members)}" for name, members, *_ in reversed(groups)]
    if kept - every:
        parts.append(f"no box has the index {_names(kept - every)}")
    if order := _order(got, expected):
        axes.set_title(order, fontsize=9)
        parts.append(order)
    return figure, f"{len(boxes)} boxes. {'; '.join(parts)}."


def _draw_boxes(axes: Any, boxes: Array, members: set[int], **style: Any) -> None:
    drawable = [number for number in sorted(members) if np.isfinite(boxes[number]).all()]
    for number in drawable[:_MAX_BOXES]:
        x1, y1, x2, y2 = (float(value) for value in boxes[number])
        axes.add_patch(Rectangle((x1, y1), x2 - x1, y2 - y1, fill=False, **style))
        if len(boxes) <= _MAX_NUMBERED:
            axes.annotate(str(number), (x1, y1), color=style["ec"], fontsize=8, xytext=(2, -9),
                          textcoords="offset points")  # fmt: skip


def _indices_of(value: object) -> list[int] | None:
    """Return an answer as indices; None where it is something else, such as a mask or the boxes themselves.

    Of a pair (indices, scores), as soft_nms gives, it is the first part.
    """
    if isinstance(value, list | tuple) and len(value) == 2 and array_of(value[0]) is not None:
        value = value[0]
    array = array_of(value)
    if array is None or array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        return None
    return [int(number) for number in array]


def _order(got: list[int], expected: list[int]) -> str:
    """Return how two lists of the same indices differ, or "" where more than the order does."""
    if got == expected or set(got) != set(expected):
        return ""
    parted = (place for place in range(len(got)) if got[place : place + 1] != expected[place : place + 1])
    first = next(parted, 0)
    start = max(0, first - 2)
    parts = (f"{'… ' if start else ''}{array[start : start + 10]}" for array in (got, expected))
    what = "the order differs" if len(got) == len(expected) else "an index comes more than once"
    return "{}: got {}, expected {}".format(what, *parts)


def _names(members: set[int]) -> str:
    shown = ", ".join(map(str, sorted(members)[:_MAX_NAMED]))
    return (f"{shown} and {len(members) - _MAX_NAMED} more" if len(members) > _MAX_NAMED else shown) or "none"


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
