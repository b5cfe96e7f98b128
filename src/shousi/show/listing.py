"""The catalogue on the terminal: by topic, with what each exercise asks for and where the learner stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shousi.catalogue import Exercise
from shousi.report import Standing, Verdict


def show(exercises: Iterable[Exercise], standings: Mapping[str, Standing], console: Console) -> None:
    """Write the exercises to the console, each topic under its heading, in teaching order."""
    topics: dict[str, list[Exercise]] = {}
    for exercise in exercises:
        topics.setdefault(exercise.topic, []).append(exercise)
    table = Table.grid(padding=(0, 2, 0, 0))
    for wraps in (False, True, False, False, False, True):  # titles and states can be folded; a name has to be typed
        table.add_column(no_wrap=not wraps)
    for topic, members in topics.items():
        table.add_row(Text(topic, "bold"))
        for exercise in members:
            table.add_row(*_row(exercise, standings.get(exercise.name)))
    console.print(table)


def _row(exercise: Exercise, standing: Standing | None) -> tuple[str | Text, ...]:
    facts = (exercise.difficulty, f"{exercise.minutes} min", f"{exercise.points} points")
    return (f"  {exercise.name}", exercise.title, *facts, _state(exercise, standing))


def _state(exercise: Exercise, standing: Standing | None) -> Text:
    if standing is None:
        return Text("new", "dim")
    if standing.best == exercise.points:
        return Text("accepted", "green") if standing.last is Verdict.ACCEPTED else Text("accepted before", "green")
    return Text(f"{standing.last.value}, best {standing.best}/{exercise.points}", "yellow")
