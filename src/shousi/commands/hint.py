"""`shousi hint`: the next hint of an exercise; what was shown is remembered."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from shousi import hints, invocation
from shousi.commands import common
from shousi.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from shousi.catalogue import Exercise


def run(options: argparse.Namespace) -> int:
    """Show the next hint, or those that were shown before."""
    exercise = common.named([options.name])[0]
    from shousi.show import terminal

    console = terminal.open_console()
    if options.again:
        show_taken(exercise, console)
    else:
        show_next(exercise, console)
    return 0


def show_next(exercise: Exercise, console: Console) -> None:
    """Show the first hint that has not been shown yet, and remember it; after the last say where to look instead.

    Raises:
        UsageError: the exercise has no hints.
    """
    from shousi.history import History
    from shousi.history.rows import Help, Task
    from shousi.show import prose

    every, task = _every(exercise), Task(exercise.name, exercise.variant)
    with History(exercise.root, common.say) as history:
        taken = min(history.hints_taken(task), len(every))
        if taken == len(every):
            again = invocation.command("hint", exercise.task, "--again")
            common.say(f"all {len(every)} hints of {exercise.task} have been shown. `{again}` shows them once more.")
            return
        history.note_help(task, Help.HINT, taken + 1)
    prose.show_markdown(f"Hint {taken + 1} of {len(every)}", every[taken], console)


def show_taken(exercise: Exercise, console: Console) -> None:
    """Show the hints that were shown before, which takes no new one.

    Raises:
        UsageError: the exercise has no hints.
    """
    from shousi.history import History
    from shousi.history.rows import Task
    from shousi.show import prose

    every = _every(exercise)
    with History(exercise.root, common.say) as history:
        taken = min(history.hints_taken(Task(exercise.name, exercise.variant)), len(every))
    if not taken:
        first = invocation.command("hint", exercise.task)
        common.say(f"no hint of {exercise.task} has been shown yet. `{first}` shows the first.")
    for number in range(taken):
        prose.show_markdown(f"Hint {number + 1} of {len(every)}", every[number], console)


def _every(exercise: Exercise) -> list[str]:
    try:
        found = next(filter(None, map(hints.read, exercise.pages)), [])
    except OSError as error:
        raise UsageError(f"{exercise.statement.name}: cannot be read ({error.strerror}).") from None
    if not found:
        raise UsageError(f"{exercise.task} has no hints. Its statement tells all that there is.")
    return found
