"""Real pictures in terminals that show them: the protocols of kitty and of iTerm, and sixel.

Which one a terminal understands it says in its environment; whether it understands sixel it is asked (device
attributes, parameter 4), and given a tenth of a second to answer.
"""

from __future__ import annotations

import base64
import contextlib
import enum
import io
import os
import select
import sys
from collections.abc import Iterator

from rich.console import Console

_ASK = b"\x1b[c"
_PATIENCE = 0.1  # seconds; a terminal answers in a millisecond, a connection across the world in 0.3
_CHUNK = 4096  # bytes of base64 that kitty takes at a time
_COLOURS = 64  # of a sixel picture; xterm has 256 registers, older ones fewer


class Way(enum.Enum):
    """How a terminal is given a picture."""

    KITTY = "kitty"
    ITERM = "iterm"
    SIXEL = "sixel"


def way_of(console: Console) -> Way | None:
    """Return how this terminal shows pictures, or None where it does not."""
    if not console.is_terminal or console.color_system is None:
        return None
    term, program = os.environ.get("TERM", ""), os.environ.get("TERM_PROGRAM", "")
    if os.environ.get("TMUX") or term.startswith("screen"):  # between us and the terminal, and lets no picture through
        return None
    if os.environ.get("KITTY_WINDOW_ID") or term == "xterm-kitty" or program == "ghostty":
        return Way.KITTY
    if program in {"iTerm.app", "WezTerm", "mintty"}:
        return Way.ITERM
    return Way.SIXEL if _takes_sixel() else None


def write(png: bytes, way: Way, console: Console) -> None:
    """Write a PNG to the terminal."""
    encode = {Way.KITTY: kitty, Way.ITERM: iterm, Way.SIXEL: sixel}[way]
    console.file.write(encode(png) + "\n")
    console.file.flush()


def kitty(png: bytes) -> str:
    """Return a picture in kitty's graphics protocol: base64 in chunks, each but the last announcing more."""
    data = base64.standard_b64encode(png).decode()
    pieces = [data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK)]
    told = []
    for number, piece in enumerate(pieces):
        keys = "a=T,f=100," if number == 0 else ""
        told.append(f"\x1b_G{keys}m={int(number < len(pieces) - 1)};{piece}\x1b\\")
    return "".join(told)


def iterm(png: bytes) -> str:
    """Return a picture in iTerm's inline image protocol."""
    data = base64.standard_b64encode(png).decode()
    return f"\x1b]1337;File=inline=1;size={len(png)};preserveAspectRatio=1:{data}\x07"


def sixel(png: bytes) -> str:
    """Return a picture as sixel: bands of six rows, each drawn once in every colour that it has."""
    from PIL import Image  # matplotlib brings it along

    with Image.open(io.BytesIO(png)) as image:
        indexed = image.convert("RGB").quantize(_COLOURS)
        palette = indexed.getpalette() or []
        width, height = indexed.size
        pixels = indexed.tobytes()
    colours = len(palette) // 3
    told = [f'\x1bPq"1;1;{width};{height}']
    for number in range(colours):
        red, green, blue = (round(part * 100 / 255) for part in palette[3 * number : 3 * number + 3])
        told.append(f"#{number};2;{red};{green};{blue}")
    rows = [pixels[width * row : width * (row + 1)] for row in range(height)]
    for top in range(0, height, 6):
        band = rows[top : top + 6]
        told.append("$".join(_of_colour(band, number) for number in sorted(set(b"".join(band)))) + "-")
    return "".join(told) + "\x1b\\"


def _of_colour(band: list[bytes], colour: int) -> str:
    bits = bytes(63 + sum((row[x] == colour) << y for y, row in enumerate(band)) for x in range(len(band[0])))
    return f"#{colour}{''.join(_runs(bits.decode('ascii')))}"


def _runs(text: str) -> Iterator[str]:
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or text[end] != text[start]:
            count = end - start
            yield f"!{count}{text[start]}" if count > 3 else text[start] * count
            start = end


def _takes_sixel() -> bool:
    """Ask the terminal for its attributes; only where both ends are one terminal."""
    if os.name != "posix" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    import termios
    import tty

    fd = sys.stdin.fileno()
    before = termios.tcgetattr(fd)
    try:
        tty.setcbreak(fd, termios.TCSADRAIN)
        os.write(sys.stdout.fileno(), _ASK)
        answer = b""
        while not answer.endswith(b"c") and select.select([fd], [], [], _PATIENCE)[0]:
            answer += os.read(fd, 64)
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(fd, termios.TCSADRAIN, before)
    return b"4" in answer.removeprefix(b"\x1b[?").removesuffix(b"c").split(b";")
