"""What every drawn figure shares: its look, its bytes, and its description in words.

Figures are drawn by matplotlib without a window and without pyplot's global state, on a light card of their own, so
that they read the same on light and dark pages.
"""

from __future__ import annotations

import base64
import io
from typing import Any, Literal

import matplotlib as mpl
import msgspec
from matplotlib.figure import Figure

# Dark blue, dark green and red of Paul Tol's palettes: people with any kind of color vision can tell them apart.
BLUE, GREEN, RED, GREY, BLACK = "#0077bb", "#117733", "#cc3311", "#999999", "#222222"
_LOOK: Any = {"font.size": 9, "svg.hashsalt": "shousi"}  # the salt makes the same figure the same bytes


class Drawn(msgspec.Struct, frozen=True):
    """A figure as an image, and what it shows in words.

    Attributes:
        data: the bytes of the image.
        alt: the description in words.
        colors: words of the description that stand for something drawn, each with its color.
    """

    data: bytes
    alt: str
    colors: tuple[tuple[str, str], ...] = ()

    @property
    def source(self) -> str:
        """An SVG image as the `src` of an HTML `img`."""
        return f"data:image/svg+xml;base64,{base64.standard_b64encode(self.data).decode('ascii')}"


def look() -> Any:
    """Return the context in which every figure is made and saved."""
    return mpl.rc_context(_LOOK)


def figure_of(width: float, height: float) -> Figure:
    """Return an empty figure of this size in inches."""
    return Figure(figsize=(width, height), layout="constrained")


def image_of(figure: Figure, kind: Literal["svg", "png"] = "svg") -> bytes:
    """Return a figure as the bytes of an image; the same figure gives the same bytes."""
    buffer = io.BytesIO()
    metadata: dict[str, Any] = {"Date": None} if kind == "svg" else {}
    figure.savefig(buffer, format=kind, dpi=110, facecolor="white", metadata=metadata)
    return buffer.getvalue()
