"""Draw in half blocks: a character shows two pixels, one as its color and one as its background."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
from rich.console import Console
from rich.style import Style
from rich.text import Text

from shousi.show import planes
from shousi.show.layout import wrapped
from shousi.show.numbers import LARGEST, Array, largest_of, limits

_HEIGHT = 40  # pixels: 20 lines
_MAX_ZOOM = 8  # pixels for one number of a small plane
_GREYS = " .:-=+*#%@"  # from low to high, where there are no colors
_NOT_FINITE = (255, 0, 255)  # magenta, which neither scale has


def show_planes(shown: planes.Triple, console: Console, width: int) -> None:
    """Show expected, got and difference side by side, each at most `width` columns wide, with their scales."""
    low, high = limits(shown.expected, shown.got)
    most = largest_of(shown.difference) if shown.difference is not None else 0.0
    columns = [
        _panel("expected", (shown.expected - low) / (high - low), _grey, console, width),
        _panel("got", (shown.got - low) / (high - low), _grey, console, width),
    ]
    if shown.difference is not None:
        columns.append(_panel("got - expected", shown.difference / (most or 1.0), _diverging, console, width))
    _show_side_by_side(columns, console, width)
    scale = f"expected{shown.place} and got{shown.place}: black {low:.4g} to white {high:.4g}"
    scale += f"; difference: blue {-most:.3g}, white 0, red {most:.3g}" if most else ""
    scale += "" if shown.is_finite else f"; magenta: NaN, infinite or beyond {LARGEST:g}"
    caption = scale if console.color_system is not None else planes.describe(shown)
    for line in wrapped(Text(caption, "dim"), console, 1):
        console.print(line, no_wrap=True)


def show_image(png: bytes, console: Console) -> None:
    """Show a drawn figure, scaled to the width of the terminal."""
    from PIL import Image  # a dependency of matplotlib

    with Image.open(io.BytesIO(png)) as image:
        width = min(console.width - 2, 100)
        height = max(2, round(width * image.height / image.width))
        pixels = np.asarray(image.convert("RGB").resize((width, height + height % 2), Image.Resampling.LANCZOS))
    for line in _colored(pixels):
        console.print(Text(" ").append_text(line), no_wrap=True)


def _panel(title: str, part: Array, scale: Callable[[Array], Array], console: Console, width: int) -> list[Text]:
    """Return the lines of one panel; the parts are 0 to 1, those of a difference -1 to 1."""
    rows, columns = part.shape
    zoom = max(1, min(width // columns, _HEIGHT // rows, _MAX_ZOOM))
    pixels = part.repeat(zoom, axis=0).repeat(zoom, axis=1)
    pixels = pixels[:: -(-pixels.shape[0] // _HEIGHT), :: -(-pixels.shape[1] // width)]
    body = _plain(pixels) if console.color_system is None else _colored(_with_marks(scale(pixels), pixels))
    return [Text(title, "bold"), *body]


def _grey(part: Array) -> Array:
    return np.stack([np.clip(np.nan_to_num(part), 0, 1) * 255] * 3, axis=-1)


def _diverging(part: Array) -> Array:
    """Return blue for -1, white for 0, red for 1."""
    clipped = np.clip(np.nan_to_num(part), -1, 1)
    fading = 255 * (1 - np.abs(clipped))
    return np.stack([np.where(clipped >= 0, 255, fading), fading, np.where(clipped <= 0, 255, fading)], axis=-1)


def _with_marks(pixels: Array, part: Array) -> Array:
    pixels[~np.isfinite(part)] = _NOT_FINITE
    return pixels.astype(np.uint8)


def _colored(pixels: Array) -> list[Text]:
    lines = []
    for row in range(0, len(pixels), 2):
        line = Text()
        for column in range(pixels.shape[1]):
            upper = _hex(pixels[row, column])
            lower = _hex(pixels[row + 1, column]) if row + 1 < len(pixels) else None
            line.append("▀", Style(color=upper, bgcolor=lower))
        lines.append(line)
    return lines


def _plain(part: Array) -> list[Text]:
    """Return a panel in characters, for terminals without colors: the denser, the larger; NaN is densest."""
    levels = (np.clip(np.abs(np.nan_to_num(part, nan=1.0)), 0, 1) * (len(_GREYS) - 1)).round().astype(int)
    return [Text("".join(_GREYS[level] for level in row)) for row in levels[::2]]


def _hex(pixel: Array) -> str:
    red, green, blue = (int(part) for part in pixel)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _show_side_by_side(columns: list[list[Text]], console: Console, width: int) -> None:
    for number in range(max(map(len, columns))):
        line = Text(" ")
        for column in columns:
            cell = column[number] if number < len(column) else Text()
            line.append_text(cell).append(" " * (width + 1 - cell.cell_len))
        line.rstrip()
        console.print(line, no_wrap=True, crop=False)
