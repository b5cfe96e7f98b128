"""Practice on the terminal: what is asked, the time that is left, and how an attempt went."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shousi import invocation
from shousi.catalogue import Exercise
from shousi.errors import printable
from shousi.history.rows import End
from shousi.practice.debrief import Figures
from shousi.show import prose

_STYLES = {End.ACCEPTED: "bold green", End.OUT_OF_TIME: "bold yellow", End.GIVEN_UP: "bold red"}
_SOON = 120  # seconds before the deadline; from then on the clock is yellow
_EARLIER = 5  # earlier attempts to show at most; `progress` has them all


class ClockLine:
    """The time that is left, in the last line of the terminal; in a pipe or a dumb terminal, a line each minute."""

    def __init__(self, console: Console, keys: str) -> None:
        self._console = console
        self._keys = keys
        self._inline = console.is_terminal and not console.is_dumb_terminal
        self._minute: int | None = None

    def update(self, name: str, left: float) -> None:
        """Show the time that is left, in seconds."""
        if self._inline:
            text = Text(f" {format_time(left)} left ", "yellow" if left < _SOON else "dim")
            text.append(f" {self._keys}", "dim")
            text.truncate(max(1, self._console.width - 1))
            self._erase()
            self._console.print(text, end="", no_wrap=True, crop=False, soft_wrap=True)
            self._console.file.flush()
        elif (minute := math.ceil(left / 60)) != self._minute:
            self._minute = minute
            self._console.print(f"{name}: {minute} min left.")
            self._console.file.flush()

    def clear(self) -> None:
        """Erase the line, so that something else can be printed."""
        if self._inline:
            self._erase()

    def _erase(self) -> None:
        self._console.file.write("\r\x1b[2K")  # move to the left margin and erase the line


def show_start(exercise: Exercise, position: str, left: float, place: str, console: Console) -> None:
    """Print what is asked, in which files, and how much time there is.

    Args:
        exercise: what is asked.
        position: a sentence on its place among several exercises, with a space before it; empty if it is the only one.
        left: seconds that are left.
        place: path from the current folder to the repository, with a slash after it; empty if they are the same.
        console: where to print.
    """
    console.print(Text.assemble((f" {exercise.task}", "bold"), f"  {exercise.title}"))
    console.print(
        f" {exercise.difficulty}, {exercise.minutes} minutes in an interview; you have {format_time(left)}.{position}"
    )
    table = Table.grid(padding=(0, 2, 0, 0))
    for label, path in ((" statement", exercise.statement), (" your file", exercise.stub)):
        table.add_row(label, Text(place + path.relative_to(exercise.root).as_posix(), overflow="fold"))
    console.print(table)
    console.print(" Each save is graded. The clock runs.")
    console.file.flush()


def show_debrief(
    exercise: Exercise,
    figures: Figures,
    earlier: Sequence[tuple[datetime, Figures]],
    questions: str,
    *,
    accepted: bool,
    due: datetime | None,
    console: Console,
) -> None:
    """Print how an attempt went, beside earlier attempts at the same exercise.

    Args:
        exercise: what was asked.
        figures: figures of the attempt that has just ended.
        earlier: time and figures of each earlier attempt, the oldest first.
        questions: what interviewers ask next, in Markdown; may be empty.
        accepted: whether an answer was ever accepted; until then, seeing the solution takes an option.
        due: when the exercise will be asked again, UTC; None if it will not.
        console: where to print.
    """
    outcome = figures.outcome or End.GIVEN_UP
    console.print()
    console.print(
        Text.assemble(
            (f" {exercise.task} ", "bold"), (outcome.value, _STYLES[outcome]), f" after {format_time(figures.spent)}"
        )
    )
    console.print(_table([(None, figures), *[(at, old) for at, old in earlier[::-1][:_EARLIER]]]))
    if figures.mistakes:
        names = printable(", ".join(name.replace("-", " ") for name in figures.mistakes))
        console.print(f" mistakes met: {names}", markup=False, highlight=False)
    console.print()
    if questions:
        prose.show_markdown("What interviewers ask next", questions, console)
    command = invocation.command("compare", exercise.task, *([] if accepted else ["--reveal"]))
    console.print(f" `{command}` shows your answer beside ours.", highlight=False)
    if due:
        console.print(f" It comes again on {due.astimezone().strftime('%Y-%m-%d')}.")
    console.file.flush()


def show_summary(
    asked: Sequence[tuple[Exercise, Figures | None]], spent: float, allowed: float, console: Console
) -> None:
    """Print the last page of a mock interview: how each exercise went, and what to look at again.

    Args:
        asked: each exercise that was planned, in order, with its figures; None if the time did not reach it.
        spent: seconds that the whole interview took.
        allowed: seconds until its deadline.
        console: where to print.
    """
    accepted = sum(figures is not None and figures.outcome is End.ACCEPTED for _, figures in asked)
    times = f"{format_time(spent)} of {format_time(allowed)}"
    console.print()
    console.print(Text(f" Mock interview: {accepted} of {len(asked)} accepted in {times}", "bold"))
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for heading in (" exercise", "outcome", "took", "given", "right", "gradings", "hints"):
        table.add_column(heading, no_wrap=True, justify="left" if heading in (" exercise", "outcome") else "right")
    for exercise, figures in asked:
        table.add_row(f" {exercise.task}", *_summed_up(figures, format_time(60 * exercise.minutes)))
    console.print(table)
    mistakes = [(exercise.task, name) for exercise, figures in asked if figures for name in figures.mistakes]
    for task, name in mistakes:
        console.print(f" mistake met in {task}: {printable(name.replace('-', ' '))}", markup=False, highlight=False)
    console.print(f" `{invocation.command('progress')}` shows when each comes again.", highlight=False)
    console.file.flush()


def _summed_up(figures: Figures | None, minutes: str) -> list[str | Text]:
    if figures is None:
        return ["not reached", "–", minutes, "–", "–", "–"]
    outcome = figures.outcome or End.GIVEN_UP
    right = "–" if figures.right is None else format_time(figures.right)
    spent = format_time(figures.spent)
    return [Text(outcome.value, _STYLES[outcome]), spent, minutes, right, str(figures.gradings), str(figures.hints)]


def format_time(seconds: float) -> str:
    """Return a time as a clock shows it, rounded up to whole seconds: "12:05", "1:30:00"."""
    minutes, rest = divmod(math.ceil(max(0.0, seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _table(rows: Sequence[tuple[datetime | None, Figures]]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for heading in (" attempt", "outcome", "first run", "right", "accepted", "gradings", "hints"):
        table.add_column(heading, no_wrap=True, justify="left" if heading in (" attempt", "outcome") else "right")
    for at, figures in rows:
        times = [figures.first_run, figures.right, figures.accepted]
        table.add_row(
            f" {at.astimezone().strftime('%Y-%m-%d')}" if at else " this one",
            figures.outcome.value if figures.outcome else "left",
            *["–" if seconds is None else format_time(seconds) for seconds in times],
            str(figures.gradings),
            str(figures.hints),
            style=None if at else "bold",
        )
    return table
