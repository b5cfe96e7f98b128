"""Show the picture of a failed call in the terminal: in half blocks, as a table, or in words."""

from __future__ import annotations

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from shousi.catalogue import Exercise
from shousi.grading.failed_calls import FailedCall
from shousi.grading.results import GradingResult
from shousi.show import blocks, cells, planes
from shousi.show.layout import wrapped
from shousi.show.terminal import headline, write_lines
from shousi.wording import main_failure

_PANEL_COLUMNS = 26  # so that three panels fit beside each other in 80


def show_picture(exercise: Exercise, result: GradingResult, console: Console) -> None:
    """Show the picture of the failure that is shown in full, or say that there is none; then the verdict again."""
    failed = call_to_draw(exercise, result)
    if not exercise.picture:
        _say(f"{exercise.task} has no pictures: its answers are no images.", console)
    elif failed is None or not _show(exercise, failed, console):
        _say("No picture: what came cannot be drawn, or would look like what was expected.", console)
    else:
        write_lines([headline(result.report, console)], console)  # the picture may have pushed it off the screen


def call_to_draw(exercise: Exercise, result: GradingResult) -> FailedCall | None:
    """Return the call of the failure that is shown in full, before it was made smaller; None where there is none."""
    main = main_failure(result.report)
    failed = next((call for call in result.failed_calls if main and call.check == main.name), None)
    return failed and failed.seen(exercise.picture)


def _say(text: str, console: Console) -> None:
    write_lines(wrapped(Text(text, "dim"), console, 1), console)


def _show(exercise: Exercise, failed: FailedCall, console: Console) -> bool:
    """Show the picture, and say whether there was one."""
    if not (failed.returned and failed.solved):
        return False
    if exercise.picture == "table":
        return _show_table(failed, console)
    if exercise.picture == "image":
        shown = planes.triple_of(failed.got, failed.expected)
        if shown is not None:
            blocks.show_planes(shown, console, _PANEL_COLUMNS)
        return shown is not None
    return _show_figure(exercise, failed, console)


def _show_table(failed: FailedCall, console: Console) -> bool:
    tables = (cells.cells_of(failed, columns) for columns in range(cells.MAX_COLUMNS, 0, -1))
    found = next((part for part in tables if part and (_width(part) <= console.width or len(part.columns) == 1)), None)
    if found is None:
        return False
    table = Table(box=None, padding=(0, 1), header_style="dim", pad_edge=False)
    table.add_column("")
    for number in found.columns:
        table.add_column(str(number), justify="right")
    for number, row in zip(found.rows, found.cells, strict=True):
        table.add_row(Text(str(number), "dim"), *map(_cell, row))
    _say(_caption(found), console)
    console.print(table)
    return True


def _width(found: cells.Cells) -> int:
    """Return the columns of the terminal that a table takes, with two between its own."""
    widths = [max(max(len(line) for line in _cell(row[place]).plain.split("\n")) for row in found.cells)
              for place in range(len(found.columns))]  # fmt: skip
    return sum(width + 2 for width in widths) + len(str(found.rows[-1]))


def _caption(found: cells.Cells) -> str:
    wrong = f"{found.wrong} of {found.size} cells {'is' if found.wrong == 1 else 'are'} wrong"
    part = len(found.rows) * len(found.columns) < found.size
    return f"{wrong}{'; part of the table' if part else ''}. Where wrong: got, and (expected) below."


def _cell(cell: cells.Cell) -> Text:
    return Text.assemble((cell.got, "bold red"), (f"\n({cell.expected})", "green")) if cell.wrong else Text(cell.got)


def _show_figure(exercise: Exercise, failed: FailedCall, console: Console) -> bool:
    from shousi.show import figures  # loads matplotlib, which takes longer than most gradings

    drawn = figures.draw_failed_call(exercise, failed, for_terminal=True)
    if drawn is None:
        return False
    if console.color_system is not None:
        blocks.show_image(drawn.data, console)
    description = Text(drawn.alt, "dim")
    for word, color in drawn.colors:
        description.highlight_words([word], Style(color=color, bold=True, dim=False))
    write_lines(wrapped(description, console, 1), console)
    return True
