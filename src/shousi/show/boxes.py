"""Draw boxes: those that an answer keeps and drops, or the boxes of an answer beside the right ones."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from shousi.grading.drawings import Boxes
from shousi.grading.failed_calls import FailedCall
from shousi.show.drawing import BLUE, GREEN, GREY, RED, figure_of
from shousi.show.numbers import Array, array_of, numbers_of

_MAX_BOXES = 200  # of a group; more hide each other
_MAX_NUMBERED = 40  # boxes with their index beside them
_MAX_NAMED = 20  # indices that the description lists
_MAX_SCORES = 5  # scores that the description lists
_RTOL = 1e-4  # the tolerance of float32, far below what can be seen


def draw_kept(failed: FailedCall) -> tuple[Figure, str] | None:
    """Draw the boxes: rightly kept, wrongly kept, wrongly dropped, and thinly those dropped rightly."""
    arguments = map(numbers_of, (*failed.args, *failed.kwargs.values()))
    boxes = next((array for array in arguments if array is not None and _are_boxes(array)), None)
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
        _draw_numbered(axes, boxes, members, ec=color, ls=style, lw=width)
        axes.plot([], [], color=color, ls=style, lw=width, label=f"{name} ({len(members)})")
    _finish(axes)
    parts = [f"{name}: {_names(members)}" for name, members, *_ in reversed(groups)]
    if kept - every:
        parts.append(f"no box has the index {_names(kept - every)}")
    more = [words for words in (_order(got, expected), _scores(failed, got, expected)) if words]
    axes.set_title("\n".join(more).replace("; ", "\n"), fontsize=9)
    parts += more
    return figure, f"{len(boxes)} boxes. {'; '.join(parts)}."


def draw_pair(got: Boxes, expected: Boxes) -> tuple[Figure, str] | None:
    """Draw the first group of boxes in which one differs from the expected one of the same row."""
    mine, right, beside = numbers_of(got.boxes), numbers_of(expected.boxes), numbers_of(expected.beside)
    if mine is None or right is None or not (_are_boxes(mine) and _are_boxes(right)) or expected.group < 1:
        return None
    rows = min(len(mine), len(right))
    wrong = np.flatnonzero(~np.isclose(mine[:rows], right[:rows], rtol=_RTOL, atol=_RTOL * _size(right)).all(axis=1))
    first = (int(wrong[0]) if len(wrong) else rows) // expected.group * expected.group
    group = range(first, min(first + expected.group, rows))
    if not group:
        return None
    differing = set(wrong.tolist()) & set(group)
    figure = figure_of(5.0, 4.6)
    axes = figure.subplots()
    lines: list[tuple[str, Array, set[int], str, str, float]] = [
        ("right", right, set(group) - differing, GREEN, "-", 1.6),
        ("got", mine, differing, RED, "-", 2.2),
        ("expected", right, differing, BLUE, "--", 2.2),
    ]
    if beside is not None and beside.shape == right.shape:
        lines.insert(0, ("made from", beside, set(group), GREY, ":", 1.4))
    for name, boxes, members, color, style, width in lines:
        if members:
            _draw_numbered(axes, boxes, members, below=name == "expected", ec=color, ls=style, lw=width)
            axes.plot([], [], color=color, ls=style, lw=width, label=name)
    _finish(axes)
    title = f"box {first}" if len(group) == 1 else f"boxes {group[0]} to {group[-1]}"
    axes.set_title(f"{title} of {len(right)}", fontsize=9)
    told = [f"box {row}: got {_corners(mine[row])}, expected {_corners(right[row])}" for row in sorted(differing)]
    length = f"; {len(mine)} boxes came" if len(mine) != len(right) else ""
    words = [f"{len(differing)} of these {len(group)} are wrong", *told[:3], *["…"] * (len(told) > 3)]
    return figure, f"{title.capitalize()} of {len(right)}{length}. {'; '.join(words)}."


def _are_boxes(array: Array) -> bool:
    return array.ndim == 2 and array.shape[1] == 4


def _size(boxes: Array) -> float:
    return float(np.max(np.abs(boxes), initial=0.0, where=np.isfinite(boxes)))


def _corners(box: Array) -> str:
    return f"({', '.join(f'{value:.4g}' for value in box)})"


def _finish(axes: Any) -> None:
    axes.autoscale_view()
    axes.margins(0.05)
    axes.set_aspect("equal", adjustable="datalim")
    axes.invert_yaxis()  # as in an image: y grows downwards
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.06), frameon=False, ncols=2)


def _draw_numbered(axes: Any, boxes: Array, members: set[int], *, below: bool = False, **style: Any) -> None:
    """Draw some boxes with their indices inside the upper left corner, or below the lower right one."""
    drawable = [number for number in sorted(members) if np.isfinite(boxes[number]).all()]
    corners: list[tuple[float, float]] = []
    for number in drawable[:_MAX_BOXES]:
        x1, y1, x2, y2 = (float(value) for value in boxes[number])
        axes.add_patch(Rectangle((x1, y1), x2 - x1, y2 - y1, fill=False, **style))
        if min(len(boxes), 2 * len(members)) <= _MAX_NUMBERED:
            place, side = ((x2, y2), -1) if below else ((x1, y1), 1)
            offset = side * (2 + 12 * corners.count(place)) - 7 * below, -9
            axes.annotate(str(number), place, color=style["ec"], fontsize=8, xytext=offset, textcoords="offset points")
            corners.append(place)


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


def _scores(failed: FailedCall, got: list[int], expected: list[int]) -> str:
    """Return which scores of a pair (indices, scores) differ, or "" where none does or there are none."""
    mine, right = _scores_of(failed.got, got), _scores_of(failed.expected, expected)
    wrong = [box for box in right if box in mine and not np.isclose(mine[box], right[box], rtol=_RTOL, atol=0)]
    told = [f"box {box}: got {mine[box]:.4g}, expected {right[box]:.4g}" for box in wrong[:_MAX_SCORES]]
    more = [f"and {len(wrong) - _MAX_SCORES} more"] if len(wrong) > _MAX_SCORES else []
    return f"other scores: {'; '.join(told + more)}" if wrong else ""


def _scores_of(value: object, indices: list[int]) -> dict[int, float]:
    scores = numbers_of(value[1]) if isinstance(value, list | tuple) and len(value) == 2 else None
    if scores is None or scores.shape != (len(indices),):
        return {}
    return dict(zip(indices, scores.tolist(), strict=True))


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
