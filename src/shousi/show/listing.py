"""The catalogue on the terminal: what each exercise asks for, and how the learner stands with it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shousi import invocation
from shousi.catalogue import LISTS, Exercise
from shousi.practice.standing import Standing

_LEAST_TITLE = 12  # columns


def show_exercises(lines: Iterable[tuple[Exercise, Standing]], console: Console, *, by_topic: bool = True) -> None:
    """Print the exercises in the order given; `by_topic` prints each topic above its exercises."""
    lines = list(lines)
    counted = any(exercise.asked for exercise, _ in lines)
    rows = [_facts(exercise, standing, counted) for exercise, standing in lines]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    room = console.width - sum(widths) + sum(widths[1:2]) - 2 * len(widths)
    if room < min([_LEAST_TITLE, *widths[1:2]]):  # a name tells as much as the beginning of a title
        rows = [[name, *others] for name, _, *others in rows]
        widths = [*widths[:1], *widths[2:]]
        room = 0
    table = Table.grid(padding=(0, 2, 0, 0))
    for column, width in enumerate(widths):  # a title may be cut; a name must stay whole, since it is to be typed
        table.add_column(no_wrap=True, max_width=min(room, width) if room and column == 1 else width)
    topic = ""
    for (exercise, _), row in zip(lines, rows, strict=True):
        if by_topic and exercise.topic != topic:
            topic = exercise.topic
            table.add_row(Text(f" {topic}", "bold"))
        table.add_row(*row)
    console.print(table)
    if most := max((exercise.asked for exercise, _ in lines), default=0):
        told = f" asked {most}: in {most} of {LISTS} public lists of interview questions"
        console.print(f"\n{told}", style="dim", highlight=False)


def _facts(exercise: Exercise, standing: Standing, counted: bool) -> list[str | Text]:
    asked = [f"asked {exercise.asked}" if exercise.asked else ""] if counted else []
    facts = [f" {exercise.name}", exercise.title, exercise.difficulty, f"{exercise.minutes} min"]
    return [*facts, *asked, _state(exercise, standing)]


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
