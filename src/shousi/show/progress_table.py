"""Progress on the terminal, and the history as data: JSON, and CSV without anything that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shousi import invocation
from shousi.errors import printable
from shousi.history.rows import Attempt, GradingRow
from shousi.practice import debrief
from shousi.practice.plans import Standing
from shousi.practice.progress import Line
from shousi.practice.standing import NEW
from shousi.show.listing import style_of
from shousi.show.practice import format_time

_STAMP = "%Y-%m-%dT%H:%M:%SZ"
_FORMULA = ("=", "+", "-", "@")  # how a spreadsheet's formula can begin


def show_progress(
    lines: Sequence[Line], planned: Sequence[Standing], days: int, now: datetime, console: Console, *, whole: bool
) -> None:
    """Print the table of progress.

    Args:
        lines: one for each exercise, and for each variant that was tried.
        planned: how far the learner is with each study plan.
        days: on how many days in a row something was graded.
        now: the time, UTC.
        console: where to print.
        whole: show new exercises too, and not only how many there are.
    """
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for heading in (" exercise", "state", "best", "last", "trend", "streak", "due"):
        table.add_column(heading, no_wrap=True, justify="left" if heading in (" exercise", "state") else "right")
    shown = [line for line in lines if whole or line.state != NEW]
    for line in shown:
        name = f"   {line.task.variant}" if line.task.variant else f" {line.task.exercise}"
        times = ["–" if seconds is None else format_time(seconds) for seconds in (line.best, line.last)]
        state = Text(line.state, style_of(line.state))
        table.add_row(name, state, *times, format_trend(line), str(line.streak or "–"), format_due(line, now))
    if shown:
        console.print(table)
    if count := len(lines) - len(shown):
        told = f"{count} exercises are" if count > 1 else "1 exercise is"
        console.print(f" {told} new: `{invocation.command('list', '--state', NEW)}`.")
    if planned:
        console.print(_plans(planned))
    if days:
        console.print(
            f" {days} day{'s' if days > 1 else ''} in a row. Times are from the stub to accepted, in practice."
        )
    else:
        words = ["--plan", planned[0].plan.name] if len(planned) == 1 else []
        console.print(f" `{invocation.command('practice', *words)}` chooses what comes next, and starts the clock.")


def _plans(planned: Sequence[Standing]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for one in planned:
        table.add_row(f" plan {one.plan.name}", format_plan(one))
    return table


def format_plan(one: Standing) -> str:
    """Return how far a learner is with a plan: "3 of 21 accepted, next rope (Day 3: attention)"."""
    following = f", next {one.next}" if one.next else ""
    return f"{one.accepted} of {len(one.plan.exercises)} accepted{following}"


def format_trend(line: Line) -> str:
    """Return the change of the latest time in words: "-25 %", "same", or a dash if there is none."""
    if line.trend is None:
        return "–"
    return f"{100 * line.trend:+.0f} %" if line.trend else "same"


def format_due(line: Line, now: datetime) -> str:
    """Return when an exercise should be asked again: "now", a date, or a dash if it was never practised."""
    if line.due is None:
        return "–"
    return "now" if line.due <= now else line.due.astimezone().strftime("%Y-%m-%d")


def to_json(attempts: Sequence[Attempt], gradings: Sequence[GradingRow]) -> bytes:
    """Return the history as JSON: attempts with their figures, and gradings with the text that was graded."""
    data = {
        "schema": "shousi/history/v1",
        "attempts": [_attempt_data(attempt, gradings) for attempt in attempts],
        "gradings": [_grading_data(grading) | {"submission": grading.submission} for grading in gradings],
    }
    return (json.dumps(data, indent=2, ensure_ascii=True) + "\n").encode("ascii")


def to_csv(gradings: Sequence[GradingRow]) -> bytes:
    """Return the gradings as CSV, one line each, without the submissions.

    No cell begins like a formula, and none holds a control character.
    """
    out = io.StringIO(newline="")
    rows = [_grading_data(grading) for grading in gradings]
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180
    writer.writerow(_COLUMNS)
    writer.writerows([_cell(row[column]) for column in _COLUMNS] for row in rows)
    return out.getvalue().encode()


_COLUMNS = (
    *("exercise", "variant", "created", "verdict", "points", "max_points", "ratio", "mistake", "seed", "seconds"),
    *("answers_right", "hints", "attempt", "elapsed"),
)


def _grading_data(grading: GradingRow) -> dict[str, Any]:
    return {
        "exercise": grading.task.exercise,
        "variant": grading.task.variant,
        "created": grading.created.strftime(_STAMP),
        "verdict": grading.verdict.value,
        **{name: getattr(grading, name) for name in _COLUMNS[4:]},
    }


def _attempt_data(attempt: Attempt, gradings: Sequence[GradingRow]) -> dict[str, Any]:
    figures = debrief.figures(attempt, gradings)
    return {
        "id": attempt.id,
        "sitting": attempt.sitting,
        "exercise": attempt.task.exercise,
        "variant": attempt.task.variant,
        "created": attempt.created.strftime(_STAMP),
        "outcome": attempt.outcome.value if attempt.outcome else None,
        "allowed": attempt.allowed,
        "spent": figures.spent,
        "first_run": figures.first_run,
        "right": figures.right,
        "accepted": figures.accepted,
        "gradings": figures.gradings,
        "hints": figures.hints,
        "mistakes": list(figures.mistakes),
    }


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:.6g}" if isinstance(value, float) else str(value)
    text = printable(str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text
