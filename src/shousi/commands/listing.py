"""`shousi list`: the exercises, and where the learner stands with each."""

from __future__ import annotations

import argparse

from shousi.commands import common


def run(_: argparse.Namespace) -> int:
    """Show the catalogue; a history that cannot be read is told and left out."""
    from shousi import history
    from shousi.show import listing, terminal

    standings = history.standings(common.root(), common.say)
    listing.show(common.all_exercises().values(), standings, terminal.terminal())
    return 0
