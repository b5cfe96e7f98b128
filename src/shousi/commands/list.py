"""`shousi list`: show the exercises, and what the learner has solved of them."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from shousi.commands import common
from shousi.commands.options import positive_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shousi.catalogue import Exercise
    from shousi.history.rows import Attempt, GradingRow
    from shousi.practice.standing import Standing

    Line = tuple[Exercise, Standing]

_DIFFICULTIES = ("easy", "medium", "hard")
_STATES = ("new", "open", "accepted", "due")
_SORTS: dict[str, Callable[[Line], object]] = {
    "asked": lambda line: -line[0].asked,
    "difficulty": lambda line: _DIFFICULTIES.index(line[0].difficulty),
    "minutes": lambda line: line[0].minutes,
    "state": lambda line: _STATES.index(_kind(line[1])),
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    add = parser.add_argument
    add("--topic", default="", metavar="NAME", help="only the exercises of a topic, such as attention")
    add("--plan", default="", metavar="PLAN", help="only the exercises of a study plan, in its order")
    add("--difficulty", choices=_DIFFICULTIES, help="only the easy, the medium or the hard ones")
    add("--minutes", type=positive_number, metavar="N", help="only those that an interview gives at most N minutes")
    state = "only those that are new, open (begun and never accepted), accepted, or due for repetition"
    add("--state", choices=_STATES, help=state)
    add("--sort", choices=tuple(_SORTS), help="the most often asked, the easiest, the shortest or the new ones first")
    add("--asked", action="store_const", const="asked", dest="sort", help="the same as --sort asked")


def run(options: argparse.Namespace) -> int:
    """Show the catalogue. If the history cannot be read, say so and show the exercises without it."""
    from shousi.history import History
    from shousi.history.rows import Task
    from shousi.practice.standing import standing
    from shousi.show import listing, terminal

    exercises = _chosen(options)
    with History(common.root(), common.say) as history:
        attempts, gradings = history.attempts(), history.gradings()
    lines = [(exercise, standing(Task(exercise.name), attempts, gradings)) for exercise in exercises]
    if options.state:
        due = _due(attempts, gradings) if options.state == "due" else set()
        lines = [line for line in lines if line[0].name in due or _kind(line[1]) == options.state]
    if options.sort:
        lines.sort(key=_SORTS[options.sort])  # type: ignore[arg-type]  # each key is of one comparable type
    if not lines:
        common.say("no exercise is like that.")
        return 0
    console = terminal.open_console()
    listing.show_exercises(lines, console, by_topic=not options.sort and not options.plan)
    left = [exercise for exercise, standing in lines if not standing.state.startswith("accepted")]
    listing.show_commands((left or [lines[0][0]])[0].name, console)
    return 0


def _chosen(options: argparse.Namespace) -> list[Exercise]:
    """Return the exercises that fit the options, whatever the learner has done, in the order of plan or catalogue."""
    from shousi.practice import choice, plans

    catalogue = common.all_exercises()
    names = plans.load(common.root(), options.plan, catalogue).exercises if options.plan else list(catalogue)
    return [
        exercise
        for exercise in choice.of_topic([catalogue[name] for name in names], options.topic or None)
        if options.difficulty in (None, exercise.difficulty) and exercise.minutes <= (options.minutes or 10_000)
    ]


def _kind(standing: Standing) -> str:
    """Return what a state is to --state: "new", "accepted", or "open" for whatever lies between."""
    if standing.state.startswith("accepted"):
        return "accepted"
    return "new" if standing.state == "new" else "open"


def _due(attempts: Sequence[Attempt], gradings: Sequence[GradingRow]) -> set[str]:
    """Return the exercises that are due for repetition now."""
    from shousi.practice import repetition

    now = datetime.now(UTC)
    minutes = {name: exercise.minutes for name, exercise in common.all_exercises().items()}
    memories = repetition.memories(repetition.reviews(attempts, gradings, minutes), now)
    return {name for name, memory in memories.items() if memory.due <= now}
