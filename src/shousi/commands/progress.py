"""`shousi progress`: show what the learner has solved and what is due, on the terminal, as a page, or as data."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shousi.commands import common, outputs
from shousi.errors import UsageError
from shousi.history import History

if TYPE_CHECKING:
    from shousi.catalogue import Catalogue
    from shousi.practice.plans import Plan


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    parser.add_argument("--html", type=Path, metavar="FILE", help="write it as a page, with plots of your times")
    parser.add_argument("--plan", default="", metavar="PLAN", help="only the exercises of a study plan, in its order")
    exporting = "write every grading as csv, or everything as json"
    parser.add_argument("--export", choices=("csv", "json"), metavar="csv|json", help=exporting)
    parser.add_argument("--to", type=Path, metavar="FILE", help="the file of the export; standard output without it")


def run(options: argparse.Namespace) -> int:
    """Show progress on the terminal, or write the page or the export that was asked for."""
    if options.to and not options.export:
        raise UsageError("--to names the file of an export; say --export csv or --export json too.")
    outputs.check_outputs((options.html, options.to))
    exercises = common.all_exercises()
    with History(common.root(), common.say) as history:
        attempts, gradings = history.attempts(), history.gradings()
    from shousi.practice import plans, progress

    now = datetime.now(UTC)
    chosen = plans.load(common.root(), options.plan, exercises) if options.plan else None
    shown = [exercises[name] for name in chosen.exercises] if chosen else exercises.values()
    lines = progress.lines(shown, attempts, gradings, now)
    planned = [plans.how_far(plan, attempts, gradings) for plan in ([chosen] if chosen else _every_plan(exercises))]
    days = progress.days_in_a_row(gradings, now.astimezone().date())
    from shousi.show import progress_table, terminal

    if options.export:
        as_json = options.export == "json"
        data = progress_table.to_json(attempts, gradings) if as_json else progress_table.to_csv(gradings)
        _write(options, data)
    if options.html:
        from shousi.show import progress_page

        minutes = {name: exercise.minutes for name, exercise in exercises.items()}
        outputs.write_whole(options.html, progress_page.to_html(lines, planned, minutes, days, now))
    if not options.export and not options.html:
        progress_table.show_progress(lines, planned, days, now, terminal.open_console(), whole=bool(chosen))
    return 0


def _every_plan(exercises: Catalogue) -> list[Plan]:
    """Return the study plans of the repository. One that is wrong is told in a line and left out."""
    from shousi.practice import plans

    found = []
    for name in plans.names(common.root()):
        try:
            found.append(plans.load(common.root(), name, exercises))
        except UsageError as error:
            common.say(str(error))
    return found


def _write(options: argparse.Namespace, data: bytes) -> None:
    if options.to:
        outputs.write_whole(options.to, data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()  # UTF-8 whatever the terminal's encoding: these are data
