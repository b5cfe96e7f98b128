"""Time and memory as lines of text: the ratio, a bar that compares it with others, and time over size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from shousi.report import Growth, MemoryResult, SpeedResult, two_digits
from shousi.show.layout import INDENT, one_line

_MAX_WIDTH = 60  # columns of the bar: fits into 80 beside its label
_MIN_WIDTH = 30  # room for two labels beside each other


class Mark(NamedTuple):
    """A place on the bar: its name, and the time there in multiples of the solution's."""

    name: str
    ratio: float


def speed_line(speed: SpeedResult, *, named: bool = False) -> Text:
    """Return how fast a submission is beside the reference and the limit; `named` adds the function's name."""
    busy = ", machine busy" if speed.busy else ""
    repeated = ", and measured again: under a tenth of the reference" if speed.repeated else ""
    official = "" if speed.official else ", not official: this system has no outside clock"
    pairs = f"{speed.pairs} alternating pairs" if speed.pairs != 1 else "1 pair"
    ratio = f"{two_digits(speed.ratio)} times the reference, limit {speed.limit:g}"
    name = f"{speed.function}: " if named else ""
    return Text(f"{name}{ratio}; {pairs}{busy}{repeated}{official}")


def chart_lines(speed: SpeedResult, console: Console) -> list[Text]:
    """Return the lines of the bar, and of time over size where it was measured; none on a very narrow terminal."""
    room = console.width - INDENT - 1  # some terminals begin a new line after the last column
    if room < _MIN_WIDTH:
        return []
    lines = bar(marks(speed), min(room, _MAX_WIDTH))
    if speed.growth:
        lines += ["", *_columns(growth_table(speed.growth)), *filter(None, [growth_line(speed.growth)])]
    return [one_line(Text(" " * INDENT + text), console) for text in lines]


def memory_line(memory: MemoryResult, *, named: bool = False) -> str:
    """Return how much memory a call took; `named` adds the function's name."""
    name = f"{memory.function}: " if named else ""
    if not memory.official:
        return f"{name}not measured: this system has no outside view; limit {memory.limit:g} MiB"
    if memory.mebibytes is not None:
        return f"{name}{memory.mebibytes:.0f} MiB, limit {memory.limit:g}"
    from shousi.sandbox.messages import Limits  # slow to import: it needs NumPy, and `list` comes here too

    return f"{name}more than the {Limits().memory >> 20} MiB of any call, limit {memory.limit:g}"


def marks(speed: SpeedResult) -> list[Mark]:
    """Return the marks on the bar, from fast to slow."""
    known = [("library", speed.library), ("loop", speed.loop), ("solution", 1.0), ("limit", speed.limit)]
    places = [Mark(name, ratio) for name, ratio in known if ratio]
    return sorted([*places, Mark("you", max(speed.ratio, 1e-3))], key=lambda mark: mark.ratio)


def times(mark: Mark) -> str:
    """Return the ratio of a mark: measured ones in two digits, the others as they were set."""
    return f"{mark.ratio:g}" if mark.name in ("solution", "limit") else two_digits(mark.ratio)


def bar(places: Sequence[Mark], width: int) -> list[str]:
    """Return a logarithmic axis of times, and its labels below it in as many lines as they need."""
    low, high = math.log(places[0].ratio), math.log(places[-1].ratio)
    axis = ["-"] * width
    rows: list[str] = []
    for mark in places:
        column = round((math.log(mark.ratio) - low) / (high - low or 1.0) * (width - 1))
        axis[column] = "o" if mark.name == "you" or axis[column] == "o" else "|"
        label = f"{mark.name} {times(mark)}"
        _place(rows, label, min(column, width - len(label)))
    return ["".join(axis), *rows]


def _place(rows: list[str], label: str, column: int) -> None:
    """Write a label into the first line that has room for it there."""
    for number, row in enumerate(rows):
        if len(row) < column or not row:
            rows[number] = row.ljust(column) + label
            return
    rows.append(" " * column + label)


def growth_table(growth: Growth) -> list[tuple[str, str, str, str]]:
    """Return time over size: a header, then a row for each size."""
    head = (growth.of, "you", "solution", "times")
    body = [
        (f"{size:,}", f"{mine:.3g} ms", f"{its:.3g} ms", two_digits(mine / its) if its else "–")
        for size, mine, its in zip(growth.sizes, growth.milliseconds, growth.solution_milliseconds, strict=True)
    ]
    return [head, *body]


def growth_line(growth: Growth) -> str:
    """Return what the growth means, or "" where the check only shows it and does not judge it."""
    if growth.slope is None:
        return "the larger sizes took too long to be measured"
    if growth.limit is None:
        return ""
    return f"yours grows {'faster' if growth.slope > growth.limit else 'no faster'} than the solution"


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
