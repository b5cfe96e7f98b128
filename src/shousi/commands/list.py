"""`shousi list`: show the exercises, and what the learner has solved of them."""

from __future__ import annotations

import argparse

from shousi.commands import common


def add_options(_: argparse.ArgumentParser) -> None:
    """Add no options: this command has none."""


def run(_: argparse.Namespace) -> int:
    """Show the catalogue. If the history cannot be read, say so and show the exercises without it."""
    from shousi.history import History
    from shousi.history.rows import Task
    from shousi.practice.standing import standing
    from shousi.show import listing, terminal

    with History(common.root(), common.say) as history:
        attempts, gradings = history.attempts(), history.gradings()
    lines = [
        (exercise, standing(Task(exercise.name), attempts, gradings)) for exercise in common.all_exercises().values()
    ]
    console = terminal.open_console()
    listing.show_exercises(lines, console)
    if lines:
        left = [exercise for exercise, standing in lines if not standing.state.startswith("accepted")]
        listing.show_commands((left or [lines[0][0]])[0].name, console)
    return 0
