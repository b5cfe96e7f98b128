"""Figures of failing calls, drawn by matplotlib.

A figure is drawn without a window and without pyplot's global state. It lies on a light card of its own, so that it
reads the same in light and dark.
"""

from __future__ import annotations

import io
import math
from typing import Any, Literal

import matplotlib as mpl
import msgspec
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from shousi.catalogue import Exercise
from shousi.grading.failed_calls import Density, FailedCall
from shousi.show import planes
from shousi.wire import Tensor

Array = np.ndarray[Any, Any]
_KEPT, _WRONGLY_KEPT, _WRONGLY_DROPPED, _OTHER = "#117733", "#cc3311", "#0077bb", "#999999"  # told apart by all eyes
_MOST_BOXES = 200  # more hide each other
_BINS = 60
_POINTS = "offset points"
_THICK = 4  # times: a line of a pixel, where nine become one
_COLOURS = (  # of words in what is told
    ("rightly kept", _KEPT),
    ("wrongly kept", _WRONGLY_KEPT),
    ("wrongly dropped", _WRONGLY_DROPPED),
    ("histogram", _WRONGLY_KEPT),
)
TEXT: Any = {"font.size": 9, "svg.hashsalt": "shousi"}  # the same figure is the same bytes


class Drawn(msgspec.Struct, frozen=True):
    """A figure as an image, and in words; `colours` of words that stand for something drawn."""

    data: bytes
    alt: str
    colours: tuple[tuple[str, str], ...] = ()


def of_case(
    exercise: Exercise, case: FailedCall, kind: Literal["svg", "png"] = "svg", *, bare: bool = False
) -> Drawn | None:
    """Return the picture of a failing call that this exercise asks for, or None where this call has none.

    Args:
        exercise: which says what picture.
        case: the call.
        kind: of image.
        bare: without text and with thick lines, for whoever sees eighty pixels beside each other.
    """
    if not (case.returned and case.solved):
        return None
    drawers = {"image": _image, "boxes": _boxes, "density": _density}
    draw = drawers.get(exercise.picture)
    with mpl.rc_context(TEXT):
        drawn = draw(case) if draw else None
        if drawn is None:
            return None
        figure, told = drawn
        if bare:
            _strip(figure)
        return Drawn(saved(figure, kind), told, tuple((word, colour) for word, colour in _COLOURS if word in told))


def _strip(figure: Figure) -> None:
    for axes in figure.axes:
        for thing in (*axes.texts, *filter(None, [axes.get_legend()])):
            thing.remove()
        axes.set(title="", xlabel="", ylabel="", xticks=[], yticks=[])
        lines: list[Any] = [*axes.patches, *axes.lines]
        for line in lines:
            line.set_linewidth(_THICK * line.get_linewidth())


def saved(figure: Figure, kind: str) -> bytes:
    """Return a figure as the bytes of an image, always the same for the same figure."""
    buffer = io.BytesIO()
    metadata: dict[str, Any] = {"Date": None} if kind == "svg" else {}
    figure.savefig(buffer, format=kind, dpi=110, facecolor="white", metadata=metadata)
    return buffer.getvalue()


def _image(case: FailedCall) -> tuple[Figure, str] | None:
    """Draw expected, got and difference side by side: one scale for the first two, zero in the middle of the third."""
    shown = planes.triple(case.got, case.expected)
    if shown is None:
        return None
    low, high = planes.limits(shown.expected, shown.got)
    panels = [("expected", shown.expected), ("got", shown.got)]
    figure = Figure(figsize=(8.0 if shown.difference is not None else 5.4, 2.9), layout="constrained")
    every = figure.subplots(1, 3 if shown.difference is not None else 2)
    last: Any = None
    for axes, (title, plane) in zip(every, panels, strict=False):
        last = axes.imshow(plane, cmap="viridis", vmin=low, vmax=high, interpolation="nearest", aspect=_aspect(plane))
        _label(axes, f"{title}{shown.place}", plane)
    figure.colorbar(last, ax=list(every[:2]), shrink=0.8, location="bottom")
    if shown.difference is not None:
        most = max(1e-300, float(np.max(np.abs(shown.difference), initial=0.0, where=np.isfinite(shown.difference))))
        last = every[2].imshow(shown.difference, cmap="RdBu_r", vmin=-most, vmax=most, interpolation="nearest",
                               aspect=_aspect(shown.difference))  # fmt: skip
        _label(every[2], "got - expected", shown.difference)
        figure.colorbar(last, ax=every[2], shrink=0.8, location="bottom")
    return figure, planes.described(shown)


def _aspect(plane: Array) -> Literal["equal", "auto"]:
    rows, columns = plane.shape
    return "equal" if max(rows, columns) <= 12 * min(rows, columns) else "auto"


def _label(axes: Any, title: str, plane: Array) -> None:
    axes.set_title(title, fontsize=9)
    axes.set_xticks(_ticks(plane.shape[1]))
    axes.set_yticks(_ticks(plane.shape[0]))


def _ticks(count: int) -> list[int]:
    return sorted({0, (count - 1) // 2, count - 1})


def _boxes(case: FailedCall) -> tuple[Figure, str] | None:
    """Draw the boxes: rightly kept, wrongly kept, wrongly dropped, and thinly those dropped rightly."""
    boxes = next((value for value in _arrays(case) if value.ndim == 2 and value.shape[1] == 4), None)
    if boxes is None or not len(boxes):
        return None
    kept, wanted = _indices(case.got, len(boxes)), _indices(case.expected, len(boxes))
    groups = [
        ("rightly dropped", set(range(len(boxes))) - kept - wanted, _OTHER, ":", 1.0),
        ("rightly kept", kept & wanted, _KEPT, "-", 1.6),
        ("wrongly kept", kept - wanted, _WRONGLY_KEPT, "-", 2.2),
        ("wrongly dropped", wanted - kept, _WRONGLY_DROPPED, "--", 2.2),
    ]
    figure = Figure(figsize=(6.4, 4.2), layout="constrained")
    axes = figure.subplots()
    for name, members, colour, style, width in groups:
        for number in sorted(members)[:_MOST_BOXES]:
            x1, y1, x2, y2 = (float(value) for value in boxes[number])
            axes.add_patch(Rectangle((x1, y1), x2 - x1, y2 - y1, fill=False, ec=colour, ls=style, lw=width))
            if len(boxes) <= 40:
                axes.annotate(str(number), (x1, y1), color=colour, fontsize=8, xytext=(2, -9), textcoords=_POINTS)
        axes.plot([], [], color=colour, ls=style, lw=width, label=f"{name} ({len(members)})")
    axes.autoscale_view()
    axes.margins(0.05)
    axes.set_aspect("equal", adjustable="datalim")
    axes.invert_yaxis()  # as on a picture: y grows downwards
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
    told = "; ".join(f"{name}: {_some(members)}" for name, members, *_ in reversed(groups))
    if kept == wanted and (order := _order(case)):
        axes.set_title(order, fontsize=9)
        told += f"; {order}"
    return figure, f"{len(boxes)} boxes. {told}."


def _density(case: FailedCall) -> tuple[Figure, str] | None:
    """Draw the histogram of what was drawn at random against the density that it should have."""
    got, wanted = _flat(case.got), case.density
    if got is None or got.size < _BINS or wanted is None:
        return None
    values, heights, named, std = _curve(wanted)
    edges = np.linspace(*planes.limits(got, values), _BINS + 1)
    figure = Figure(figsize=(6.4, 3.0), layout="constrained")
    axes = figure.subplots()
    came, _ = np.histogram(got, edges, density=True)
    axes.stairs(came, edges, fill=True, color=_WRONGLY_KEPT, alpha=0.45, label="got")
    axes.plot(values, heights, color="#222222", lw=1.5, label=f"expected: {named}")
    axes.set(xlabel="value", ylabel="density")
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    spread = f"Their standard deviation is {got.std():.4g}, expected {std:.4g}"
    told = f"A histogram of {got.size} values. Expected: {named}. {spread}"
    return figure, f"{told}; their mean is {got.mean():.4g}, expected 0."


def _curve(wanted: Density) -> tuple[Array, Array, str, float]:
    """Return the graph of a density (values, heights), its name, and its standard deviation."""
    scale = wanted.scale
    if wanted.family == "uniform":
        graph = scale * np.array([-1.2, -1, -1, 1, 1, 1.2]), np.array([0, 0, 1, 1, 0, 0]) / (2 * scale)
        return *graph, f"uniform, from {-scale:.4g} to {scale:.4g}", scale / math.sqrt(3)
    scores = np.linspace(-4, 4, 201)
    heights = np.exp(-(scores**2) / 2) / (scale * math.sqrt(2 * math.pi))
    return scale * scores, heights, f"normal, mean 0, std {scale:.4g}", scale


def _flat(value: object) -> Array | None:
    array = value.array if isinstance(value, Tensor) else value
    if not isinstance(array, np.ndarray) or array.dtype.kind != "f":
        return None
    flat = array.reshape(-1).astype(np.float64)
    return flat[np.isfinite(flat)]


def _arrays(case: FailedCall) -> list[Array]:
    values = [*case.args, *case.kwargs.values()]
    return [value for value in values if isinstance(value, np.ndarray) and value.dtype.kind in "biuf"]


def _indices(value: object, count: int) -> set[int]:
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "iu":
        return set()
    return {int(number) for number in value.reshape(-1) if 0 <= number < count}


def _order(case: FailedCall) -> str:
    """Return how the order differs, where that is all that does."""
    got, expected = (np.asarray(value).reshape(-1)[:10].tolist() for value in (case.got, case.expected))
    return f"the order differs: got {got}, expected {expected}" if got != expected else ""


def _some(members: set[int]) -> str:
    shown = ", ".join(map(str, sorted(members)[:20]))
    return (shown if len(members) <= 20 else f"{shown} and {len(members) - 20} more") or "none"
