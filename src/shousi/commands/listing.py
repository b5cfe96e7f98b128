"""`shousi list`: the exercises, and where the learner stands with each."""

from __future__ import annotations

import argparse

from shousi.commands import common


def run(_: argparse.Namespace) -> int:
    """Show the catalogue; a history that cannot be read is told and left out."""
    from shousi.history import History
    from shousi.history.rows import Task
    from shousi.practice.standing import standing
    from shousi.show import listing, terminal

    with History(common.root(), common.say) as history:
        attempts, gradings = history.attempts(), history.gradings()
    lines = [
        (exercise, standing(Task(exercise.name), attempts, gradings)) for exercise in common.all_exercises().values()
    ]
    listing.show_exercises(lines, terminal.open_console())
    return 0
