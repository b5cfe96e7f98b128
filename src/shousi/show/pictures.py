"""Show the picture of a failed call in the terminal, in half blocks or as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from shousi.catalogue import Exercise
from shousi.grading.failed_calls import FailedCall
from shousi.grading.results import GradingResult
from shousi.show import blocks, cells, planes
from shousi.show.layout import wrapped
from shousi.show.terminal import headline, story_of, write

if TYPE_CHECKING:
    from shousi.show.cells import Cells

_MOST_COLUMNS = 26  # of each of the three panels, so that they fit beside each other in 80


def show(exercise: Exercise, result: GradingResult, console: Console) -> None:
    """Write the picture of the failure that is told whole, and the verdict again; that there is none where it is so."""
    case = pictured(exercise, result)
    if case is None:
        console.print(f" {_no_picture(exercise)}", style="dim")
        return
    if exercise.picture == "table":
        _show_table(case, console)
    else:
        _show_figure(exercise, case, console)
    write([headline(result.report, console)], console)  # the picture may have pushed it off the screen


def _no_picture(exercise: Exercise) -> str:
    if not exercise.picture:
        return f"{exercise.task} has no pictures: its answers are no images."
    return "No picture: what came cannot be drawn beside what was expected."


def pictured(exercise: Exercise, result: GradingResult) -> FailedCall | None:
    """Return the call of the failure that is told whole, as large as it was; None where it cannot be drawn."""
    story = story_of(result.report)
    told = next((case for case in result.failed_calls if story and case.check == story.name), None)
    seen = told and told.seen(exercise.picture)
    return seen if seen and _is_drawable(exercise, seen) else None


def _is_drawable(exercise: Exercise, case: FailedCall) -> bool:
    if not (exercise.picture and case.returned and case.solved):
        return False
    if exercise.picture == "table":
        return cells.of_case(case) is not None
    if exercise.picture == "image":
        return planes.triple(case.got, case.expected) is not None
    return exercise.picture != "density" or case.density is not None


def _show_table(case: FailedCall, console: Console) -> None:
    every = (cells.of_case(case, columns) for columns in range(cells.COLUMNS, 0, -1))
    found = next((part for part in every if part and (_width(part) <= console.width or len(part.columns) == 1)), None)
    if found is None:
        return
    table = Table(box=None, padding=(0, 1), header_style="dim", pad_edge=False)
    table.add_column("")
    for number in found.columns:
        table.add_column(str(number), justify="right")
    for number, row in zip(found.rows, found.cells, strict=True):
        table.add_row(Text(str(number), "dim"), *map(_cell, row))
    write(wrapped(Text(caption(found), "dim"), console, 1), console)
    console.print(table)


def _width(found: Cells) -> int:
    """Return the columns that a table takes, two between any two of its own."""
    widths = [max(max(len(line) for line in _cell(row[place]).plain.split("\n")) for row in found.cells)
              for place in range(len(found.columns))]  # fmt: skip
    return sum(width + 2 for width in widths) + len(str(found.rows[-1]))


def caption(found: Cells) -> str:
    """Return what a table shows, and how to read it."""
    whole = f"{found.wrong} of {found.size} cells {'is' if found.wrong == 1 else 'are'} wrong"
    part = len(found.rows) * len(found.columns) < found.size
    return f"{whole}{'; part of the table' if part else ''}. Where wrong: got, and (expected) below."


def _cell(cell: cells.Cell) -> Text:
    return Text.assemble((cell.got, "bold red"), (f"\n({cell.expected})", "green")) if cell.wrong else Text(cell.got)


def _show_figure(exercise: Exercise, case: FailedCall, console: Console) -> None:
    shown = planes.triple(case.got, case.expected) if exercise.picture == "image" else None
    if shown is not None:
        blocks.show(shown, console, _MOST_COLUMNS)
        return
    from shousi.show import figures

    drawn = figures.of_case(exercise, case, "png", bare=True)
    if drawn is None:
        console.print(" There is no picture of this.", style="dim")
        return
    if console.color_system is not None:
        blocks.show_image(drawn.data, console)
    told = Text(drawn.alt, "dim")
    for word, colour in drawn.colours:
        told.highlight_words([word], Style(color=colour, bold=True, dim=False))
    write(wrapped(told, console, 1), console)
