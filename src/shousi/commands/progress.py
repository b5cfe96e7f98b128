"""`shousi progress`: show what the learner has solved and what is due, on the terminal, as a page, or as data."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from shousi.commands import common, outputs
from shousi.errors import UsageError
from shousi.history import History


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    parser.add_argument("--html", type=Path, metavar="FILE", help="write it as a page, with plots of your times")
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
    from shousi.practice import progress

    now = datetime.now(UTC)
    lines = progress.lines(exercises.values(), attempts, gradings, now)
    days = progress.days_in_a_row(gradings, now.astimezone().date())
    from shousi.show import progress_table, terminal

    if options.export:
        as_json = options.export == "json"
        data = progress_table.to_json(attempts, gradings) if as_json else progress_table.to_csv(gradings)
        _write(options, data)
    if options.html:
        from shousi.show import progress_page

        minutes = {name: exercise.minutes for name, exercise in exercises.items()}
        outputs.write_whole(options.html, progress_page.to_html(lines, minutes, days, now))
    if not options.export and not options.html:
        progress_table.show_progress(lines, days, now, terminal.open_console())
    return 0


def _write(options: argparse.Namespace, data: bytes) -> None:
    if options.to:
        outputs.write_whole(options.to, data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()  # UTF-8 whatever the terminal's encoding: these are data
