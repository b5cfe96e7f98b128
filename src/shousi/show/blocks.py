"""Pictures from half blocks: two pixels a character, one as its colour and one as its background."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from rich.console import Console
from rich.style import Style
from rich.text import Text

from shousi.show import planes
from shousi.show.layout import wrapped

Array = np.ndarray[Any, Any]
_ROWS = 40  # pixels: 20 lines
_GREYS = " .:-=+*#%@"  # from low to high, where there are no colours
_NONE = (255, 0, 255)  # NaN and infinities, in a colour that neither scale has


def show(shown: planes.Triple, console: Console, width: int) -> None:
    """Write expected, got and difference side by side, each at most `width` columns wide, with their scales."""
    low, high = planes.limits(shown.expected, shown.got)
    panels = [("expected", shown.expected, False), ("got", shown.got, False)]
    most = largest = 0.0
    if shown.difference is not None:
        largest = float(np.max(np.abs(shown.difference), initial=0.0, where=np.isfinite(shown.difference)))
        most = largest or 1.0
        panels.append(("got - expected", shown.difference, True))
    columns = []
    for title, plane, signed in panels:
        small = _fitted(plane, width, _ROWS)
        pixels = _diverging(small / most) if signed else _grey((small - low) / (high - low))
        body = _coloured(pixels) if console.color_system is not None else _plain(small, low, high, most, signed=signed)
        columns.append([Text(title, "bold"), *body])
    _beside(columns, console, width)
    scale = f"expected{shown.place} and got{shown.place}: black {low:.4g} to white {high:.4g}"
    scale += f"; difference: blue {-most:.3g}, white 0, red {most:.3g}" if largest else ""
    scale += "" if all(np.isfinite(plane).all() for _, plane, _ in panels) else "; magenta: NaN or infinite"
    told = scale if console.color_system is not None else planes.described(shown)
    for line in wrapped(Text(told, "dim"), console, 1):
        console.print(line, no_wrap=True)


def show_image(png: bytes, console: Console) -> None:
    """Write a drawn figure, as small as the terminal makes it."""
    from PIL import Image  # matplotlib brings it along

    with Image.open(io.BytesIO(png)) as image:
        width = min(console.width - 2, 100)
        height = max(2, round(width * image.height / image.width))
        pixels = np.asarray(image.convert("RGB").resize((width, height + height % 2), Image.Resampling.LANCZOS))
    for line in _coloured(pixels):
        console.print(Text(" ").append_text(line), no_wrap=True)


def _fitted(plane: Array, width: int, height: int) -> Array:
    """Return a plane in as many pixels as there is room for: repeated when small, every n-th number when large."""
    rows, columns = plane.shape
    times = max(1, min(width // columns, height // rows, 8))
    grown = plane.repeat(times, axis=0).repeat(times, axis=1)
    return grown[:: -(-grown.shape[0] // height), :: -(-grown.shape[1] // width)]


def _grey(part: Array) -> Array:
    level = np.clip(np.nan_to_num(part), 0, 1) * 255
    return _marked(np.stack([level] * 3, axis=-1), part)


def _diverging(part: Array) -> Array:
    """Return blue for -1, white for 0, red for 1."""
    clipped = np.clip(np.nan_to_num(part), -1, 1)
    fading = 255 * (1 - np.abs(clipped))
    red = np.where(clipped >= 0, 255, fading)
    blue = np.where(clipped <= 0, 255, fading)
    return _marked(np.stack([red, fading, blue], axis=-1), part)


def _marked(pixels: Array, part: Array) -> Array:
    pixels[~np.isfinite(part)] = _NONE
    return pixels.astype(np.uint8)


def _coloured(pixels: Array) -> list[Text]:
    lines = []
    for row in range(0, len(pixels), 2):
        line = Text()
        for column in range(pixels.shape[1]):
            upper = _hex(pixels[row, column])
            lower = _hex(pixels[row + 1, column]) if row + 1 < len(pixels) else None
            line.append("▀", Style(color=upper, bgcolor=lower))
        lines.append(line)
    return lines


def _plain(small: Array, low: float, high: float, most: float, *, signed: bool) -> list[Text]:
    """Return a plane in characters, for whoever sees no colours: the denser, the larger."""
    part = np.abs(small) / most if signed else (small - low) / (high - low)
    levels = np.clip(np.nan_to_num(part, nan=1.0) * len(_GREYS), 0, len(_GREYS) - 1).astype(int)
    return [Text("".join(_GREYS[level] for level in row)) for row in levels[::2]]


def _hex(pixel: Array) -> str:
    red, green, blue = (int(part) for part in pixel)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _beside(columns: list[list[Text]], console: Console, width: int) -> None:
    for number in range(max(map(len, columns))):
        line = Text(" ")
        for column in columns:
            cell = column[number] if number < len(column) else Text()
            line.append_text(cell).append(" " * (width + 1 - cell.cell_len))
        line.rstrip()
        console.print(line, no_wrap=True, crop=False)
