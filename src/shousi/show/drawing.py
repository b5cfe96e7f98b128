"""What every drawn figure shares: its look, its bytes, and its description in words.

Figures are drawn by matplotlib without a window and without pyplot's global state. An SVG brings the colors for a dark
page with it.
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
PURPLE, OLIVE = "#aa3377", "#887700"
_LOOK: Any = {"font.size": 10, "svg.hashsalt": "shousi"}  # the salt makes the same figure the same bytes
# What each color becomes on a dark page. The text of an SVG has the color of its root.
_ON_DARK = {
    "#000000": "#ecebe6",
    BLACK: "#ecebe6",
    "#666666": "#aaa89f",
    "#dceedd": "#26382a",
    BLUE: "#6cb8ff",
    GREEN: "#6fcf8a",
    RED: "#ff8b73",
    PURPLE: "#f08ac0",
    OLIVE: "#d9c25a",
}


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
    size: dict[str, Any] = {"bbox_inches": "tight", "pad_inches": 0.06} if kind == "svg" else {}
    figure.savefig(buffer, format=kind, dpi=110, facecolor="white", metadata=metadata, **size)
    return buffer.getvalue().replace(b"</style>", _dark_style().encode(), 1) if kind == "svg" else buffer.getvalue()


def _dark_style() -> str:
    """Return the end of an SVG's style sheet, by which it takes other colors on a dark page."""
    rules = [
        f'[style*="{what}: {light}"] {{{what}: {dark} !important}}'
        for light, dark in _ON_DARK.items()
        for what in ("fill", "stroke")
    ]
    clear = '[style*="fill: #ffffff"] {fill: none !important}'  # the page shows through
    return "\n".join(["", clear, "@media (prefers-color-scheme: dark) {", "svg {fill: #ecebe6}", *rules, "}</style>"])
