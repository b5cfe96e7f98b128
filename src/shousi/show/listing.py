"""The catalogue on the terminal: what each exercise asks for, and how the learner stands with it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shousi import invocation
from shousi.catalogue import Exercise
from shousi.practice.standing import Standing


def show_exercises(lines: Iterable[tuple[Exercise, Standing]], console: Console) -> None:
    """Print the exercises in the order given, which is the order of teaching and of practice."""
    table = Table.grid(padding=(0, 2, 0, 0))
    lines = list(lines)
    counted = any(exercise.asked for exercise, _ in lines)
    for wraps in (
        False,
        True,
        False,
        False,
        False,
        *([False] if counted else []),
        True,
    ):  # a name must stay whole, since it is to be typed
        table.add_column(no_wrap=not wraps)
    for exercise, standing in lines:
        facts = [exercise.title, exercise.topic, exercise.difficulty, f"{exercise.minutes} min"]
        if counted:
            facts.append(f"asked {exercise.asked}" if exercise.asked else "")
        table.add_row(f" {exercise.name}", *facts, _state(exercise, standing))
    console.print(table)


def show_commands(name: str, console: Console) -> None:
    """Print the three commands that a learner needs, with the name of an exercise as an example."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for words, purpose in (
        (("grade", name), "judges your answer"),
        (("practice",), "starts a clock"),
        (("progress",), "shows your times"),
    ):
        table.add_row(f" {invocation.command(*words)}", purpose, style="dim")
    console.print()
    console.print(table)


def _state(exercise: Exercise, standing: Standing) -> Text:
    points = f", best {standing.best}/{exercise.points}" if 0 < standing.best < exercise.points else ""
    return Text(f"{standing.state}{points}", style_of(standing.state))


def style_of(state: str) -> str:
    """Return the style in which to print a state such as "new" or "accepted"."""
    return "dim" if state == "new" else "green" if state.startswith("accepted") else "yellow"
