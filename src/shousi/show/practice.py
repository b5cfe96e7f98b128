"""Practice on the terminal: what is asked, the time that is left, and what an attempt came to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shousi import invocation
from shousi.catalogue import Exercise
from shousi.history.rows import End
from shousi.practice.debrief import Figures
from shousi.show import prose

_STYLES = {End.ACCEPTED: "bold green", End.OUT_OF_TIME: "bold yellow", End.GIVEN_UP: "bold red"}
_SOON = 120  # seconds; then the clock is no longer quiet
_EARLIER = 5  # attempts; the older ones stand in `progress`


class ClockLine:
    """The last line of the terminal, with the time that is left; where there is none, a line a minute."""

    def __init__(self, console: Console, keys: str) -> None:
        self._console = console
        self._keys = keys
        self._inline = console.is_terminal and not console.is_dumb_terminal
        self._minute: int | None = None

    def show(self, name: str, left: float) -> None:
        """Show the time that is left, in seconds."""
        if self._inline:
            text = Text(f" {clock(left)} left ", "yellow" if left < _SOON else "dim")
            text.append(f" {self._keys}", "dim")
            text.truncate(max(1, self._console.width - 1))
            self._rewind()
            self._console.print(text, end="", no_wrap=True, crop=False, soft_wrap=True)
            self._console.file.flush()
        elif (minute := math.ceil(left / 60)) != self._minute:
            self._minute = minute
            self._console.print(f"{name}: {minute} min left.")
            self._console.file.flush()

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._inline:
            self._rewind()

    def _rewind(self) -> None:
        self._console.file.write("\r\x1b[2K")  # to the left, and the line is empty


def begin(exercise: Exercise, why: str, left: float, place: str, console: Console) -> None:
    """Say what is asked, where it stands, and how long one has.

    Args:
        exercise: what is asked.
        why: it is asked now, or its place among several.
        left: seconds.
        place: the repository as seen from where the learner stands; empty for the same.
        console: where to.
    """
    console.print(Text.assemble((f" {exercise.task}", "bold"), f"  {exercise.title}"))
    console.print(f" {exercise.difficulty}, {exercise.minutes} minutes in an interview; you have {clock(left)}.{why}")
    table = Table.grid(padding=(0, 2, 0, 0))
    for label, path in ((" statement", exercise.statement), (" your file", exercise.stub)):
        table.add_row(label, Text(place + path.relative_to(exercise.root).as_posix(), overflow="fold"))
    console.print(table)
    console.print(" Each save is graded. The clock runs.")
    console.file.flush()


def debrief(
    exercise: Exercise,
    figures: Figures,
    earlier: Sequence[tuple[datetime, Figures]],
    questions: str,
    *,
    accepted: bool,
    due: datetime | None,
    console: Console,
) -> None:
    """Say what an attempt came to.

    Args:
        exercise: what was asked.
        figures: of the attempt that has just ended.
        earlier: when other attempts at the same were made, and theirs, the oldest first.
        questions: what interviewers ask next, in Markdown.
        accepted: whether it was ever; before that the solution has to be asked for.
        due: when it will be asked again, UTC.
        console: where to.
    """
    outcome = figures.outcome or End.GIVEN_UP
    console.print()
    console.print(
        Text.assemble(
            (f" {exercise.task} ", "bold"), (outcome.value, _STYLES[outcome]), f" after {clock(figures.spent)}"
        )
    )
    console.print(_table([(None, figures), *[(at, old) for at, old in earlier[::-1][:_EARLIER]]]))
    if figures.mistakes:
        console.print(f" mistakes met: {', '.join(name.replace('-', ' ') for name in figures.mistakes)}")
    console.print()
    if questions:
        prose.show("What interviewers ask next", questions, console)
    command = invocation.command("compare", exercise.task, *([] if accepted else ["--reveal"]))
    console.print(f" `{command}` shows your answer beside ours.", highlight=False)
    if due:
        console.print(f" It comes again on {due.astimezone().strftime('%Y-%m-%d')}.")
    console.file.flush()


def clock(seconds: float) -> str:
    """Return a time as one reads it off a clock: "12:05", "1:30:00"; a part of a second that is left is a second."""
    minutes, rest = divmod(math.ceil(seconds), 60)
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
            *["–" if seconds is None else clock(seconds) for seconds in times],
            str(figures.gradings),
            str(figures.hints),
            style=None if at else "bold",
        )
    return table
