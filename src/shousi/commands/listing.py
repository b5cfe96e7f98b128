"""`shousi list`: the exercises, and where the learner stands with each."""

from __future__ import annotations

import argparse

from shousi.commands import common


def run(_: argparse.Namespace) -> int:
    """Show the catalogue; a history that cannot be read is told and left out."""
    from shousi import history
    from shousi.history import sittings as kept
    from shousi.history.rows import Task
    from shousi.practice.standing import standing
    from shousi.show import listing, terminal

    root = common.root()
    attempts, gradings = kept.attempts(root, common.say), history.gradings(root, common.say)
    lines = [
        (exercise, standing(Task(exercise.name), attempts, gradings)) for exercise in common.all_exercises().values()
    ]
    listing.show(lines, terminal.terminal())
    return 0
