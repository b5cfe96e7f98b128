"""`shousi hint`: show the next hint of an exercise, and remember which were shown."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from shousi import hints, invocation
from shousi.commands import common
from shousi.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from shousi.catalogue import Exercise

_FILE = "hints.md"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    parser.add_argument("name", metavar="NAME", help="an exercise, such as nms")
    parser.add_argument("--again", action="store_true", help="show the hints that were shown before")


def run(options: argparse.Namespace) -> int:
    """Show the next hint, or with --again those that were shown before."""
    exercise = common.named([options.name])[0]
    from shousi.show import terminal

    console = terminal.open_console()
    if options.again:
        show_again(exercise, console)
    else:
        show_next(exercise, console)
    return 0


def show_next(exercise: Exercise, console: Console) -> None:
    """Show the first hint that has not been shown yet, and remember it. If all were shown, say so.

    Raises:
        UsageError: the exercise has no hints.
    """
    from shousi.history import History
    from shousi.history.rows import Help, Task
    from shousi.show import prose

    every, task = _all_hints(exercise), Task(exercise.name, exercise.variant)
    with History(exercise.root, common.say) as history:
        taken = min(history.hints_taken(task), len(every))
        if taken == len(every):
            again = invocation.command("hint", exercise.task, "--again")
            common.say(f"all {len(every)} hints of {exercise.task} have been shown. `{again}` shows them once more.")
            return
        history.note_help(task, Help.HINT, taken + 1)
    prose.show_markdown(f"Hint {taken + 1} of {len(every)}", every[taken], console)


def show_again(exercise: Exercise, console: Console) -> None:
    """Show the hints that were shown before.

    Raises:
        UsageError: the exercise has no hints.
    """
    from shousi.history import History
    from shousi.history.rows import Task
    from shousi.show import prose

    every = _all_hints(exercise)
    with History(exercise.root, common.say) as history:
        taken = min(history.hints_taken(Task(exercise.name, exercise.variant)), len(every))
    if not taken:
        first = invocation.command("hint", exercise.task)
        common.say(f"no hint of {exercise.task} has been shown yet. `{first}` shows the first.")
    for number in range(taken):
        prose.show_markdown(f"Hint {number + 1} of {len(every)}", every[number], console)


def _all_hints(exercise: Exercise) -> list[str]:
    """Return the hints, in order; a variant without hints has those of its exercise."""
    try:
        found = next(filter(None, map(hints.read, exercise.public(_FILE))), [])
    except OSError as error:
        raise UsageError(f"{_FILE}: cannot be read ({error.strerror}).") from None
    if not found:
        raise UsageError(f"{exercise.task} has no hints beyond its statement.")
    return found
