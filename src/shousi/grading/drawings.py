"""What a grader's own function `picture(function, answer, **arguments)` returns: what to draw of one answer.

It is asked twice for a failing call, for the answer that came and for the expected one, and both are drawn in one
picture. All values may be whatever a submission returned: what cannot be drawn is left out when it is drawn.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
import numpy as np

_PLANE = (1, 2)  # features that a picture has room for


class Points(msgspec.Struct, frozen=True, kw_only=True):
    """Points of one or two features; those of more have no picture.

    Attributes:
        points: (N, D).
        labels: (N,), whole numbers: a marker for each.
        centers: (K, D), drawn larger, with their numbers.
        axes: (M, 2, D), lines from one place to another, such as those along which the points spread.
        predict: returns the labels of any points, (M, D) to (M,); the plane is parted into what it gives.
        near: points and their labels, drawn smaller; what the answer was found from.
    """

    points: Any
    labels: Any = None
    centers: Any = None
    axes: Any = None
    predict: Callable[[Any], Any] | None = None
    near: tuple[Any, Any] | None = None

    @property
    def features(self) -> int:
        """How many features the points have; 0 where they are no table of points."""
        shape = np.shape(self.points)
        return int(shape[1]) if len(shape) == 2 and shape[0] else 0

    def labels_of(self, points: Any) -> Any:
        """Return what `predict` says of points; None where it breaks on what came."""
        with _quiet():
            try:
                return self.predict(points) if self.predict else None
            except Exception:  # noqa: BLE001 - it is made of an answer, which is a stranger's
                return None


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """A curve, from point to point.

    Attributes:
        x: (N,).
        y: (N,).
        names: of the two axes.
        area: a number that belongs to the curve; where it is told, what lies below the curve is filled.
    """

    x: Any
    y: Any
    names: tuple[str, str]
    area: Any = None


class Boxes(msgspec.Struct, frozen=True, kw_only=True):
    """Boxes of which only one group is drawn, the first that is wrong.

    Attributes:
        boxes: (N, 4), x1 y1 x2 y2.
        group: how many neighboring rows are drawn together.
        beside: (N, 4), the boxes that these were made from; drawn thinly.
    """

    boxes: Any
    group: int
    beside: Any = None


class Regions(msgspec.Struct, frozen=True, kw_only=True):
    """Boxes on a feature map whose bins give one number each; the answer is (N, C, rows, columns).

    Attributes:
        features: (C, H, W).
        corners: (N, 4), x1 y1 x2 y2 of each box; the middle of the cell in row r and column c is (c, r).
        bins: rows and columns of bins.
        samples: how many samples a bin has along each axis; 0 where it reads whole cells.
    """

    features: Any
    corners: Any
    bins: tuple[int, int]
    samples: int = 0


Drawing = Points | Curve | Boxes | Regions


class Pair(msgspec.Struct, frozen=True):
    """What to draw of the answer that came, and of the expected one."""

    got: Drawing
    expected: Drawing


DrawingOf = Callable[..., Drawing | None]  # the grader's own: the function's name and an answer come first


def drawing_pair(draw: DrawingOf, function: str, got: Any, expected: Any, arguments: Mapping[str, Any]) -> Pair | None:
    """Return what to draw of an answer and of the expected one; None where the grader has no picture for them.

    Args:
        draw: the grader's own `picture`.
        function: the name of the function.
        got: the answer that came, whatever it is.
        expected: the right answer.
        arguments: what it was called with, by name.
    """
    with _quiet():
        try:
            mine, right = (draw(function, answer, **arguments) for answer in (got, expected))
            if any(isinstance(one, Points) and one.features not in _PLANE for one in (mine, right)):
                return None
        except Exception:  # noqa: BLE001 - the answer is a stranger's, and may break whatever looks at it
            return None
    return Pair(mine, right) if mine is not None and right is not None else None


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield
