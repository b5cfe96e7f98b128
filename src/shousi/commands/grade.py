"""`shousi grade`: judge what has been written, show it, keep it, write it to files."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shousi.commands import common
from shousi.errors import UsageError
from shousi.sandbox import start

if TYPE_CHECKING:
    from shousi.catalogue import Exercise
    from shousi.report import Report


def run(options: argparse.Namespace) -> int:
    """Grade the exercises that were named; the worst verdict gives the exit status."""
    exercises = _chosen(options)
    if len(exercises) > 1 and (options.submission or options.json):
        raise UsageError("--submission and --json go with one exercise; name just one.")
    if options.no_speed and options.growth:
        raise UsageError("--growth measures what --no-speed leaves out; drop one of them.")
    common.hold_outputs((options.json, options.junit))
    # The zygote imports NumPy while this process imports pytest.
    modules = common.worker_modules(exercises)
    zygote = start.start_zygote(modules, secret=str(exercises[0].grader)) if start.HAS_ZYGOTE else None
    try:
        from shousi.grading.grade import exit_status

        with common.with_graders(exercises) as exercises:
            reports = _grade_all(options, exercises, modules, zygote)
    finally:
        if zygote:
            zygote.control.close()
    _write(options, reports)
    return max(exit_status(report.verdict) for report in reports)


def _grade_all(
    options: argparse.Namespace, exercises: Sequence[Exercise], modules: Sequence[str], zygote: start.Started | None
) -> list[Report]:
    from shousi.grading import submission

    sources = [submission.read(exercise, options.submission) for exercise in exercises]
    from shousi import history
    from shousi.grading import mistakes
    from shousi.grading.grade import grade
    from shousi.grading.plugin import Manner
    from shousi.sandbox.launch import launcher

    known = [mistakes.load(exercise) for exercise in exercises]
    waiting = f"loading {modules[-1]}; the first time takes longest."
    launched = launcher(zygote, modules, lambda: common.say(waiting), secret=str(exercises[0].grader))
    seed = options.seed if options.seed is not None else int.from_bytes(os.urandom(4), "little")
    manner = Manner(speed=not options.no_speed, growth=options.growth)
    reports = []
    try:
        _hold_tier(options.require_tier, launched.tier())
        for exercise, source, patches in zip(exercises, sources, known, strict=True):
            reports.append(grade(launched, exercise, source, seed, patches, manner))
            if options.submission is None:  # before it is shown: whoever reads it may stop reading
                history.record(exercise.root, common.say, reports[-1], source.text)
            _show(reports[-1])
    finally:
        launched.close()
    return reports


def _chosen(options: argparse.Namespace) -> list[Exercise]:
    if options.all == bool(options.names):
        raise UsageError("name an exercise, or --all. `shousi list` shows what there is.")
    if not options.all:
        return common.named(options.names, options.variant)
    exercises = list(common.all_exercises().values())
    if not exercises:
        raise UsageError("the catalogue is empty.")
    return exercises


def _hold_tier(required: str, tier: str) -> None:
    if required and tier > required:
        what = "see docs/security.md for what each tier needs"
        raise UsageError(f"this system locks workers at tier {tier}, and --require-tier asks for {required}; {what}.")


def _show(report: Report) -> None:
    from shousi.show import terminal

    terminal.show(report, terminal.terminal())


def _write(options: argparse.Namespace, reports: Sequence[Report]) -> None:
    from shousi import report
    from shousi.show import junit

    if options.json:
        common.write_whole(options.json, report.to_json(reports[0]))
    if options.junit:
        common.write_whole(options.junit, junit.to_junit(reports))
