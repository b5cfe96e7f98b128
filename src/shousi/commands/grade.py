"""`shousi grade`: judge what has been written, show it, keep it, write it to files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shousi import invocation
from shousi.commands import common, debug, judging
from shousi.errors import UsageError
from shousi.feedback import Feedback, apply_feedback

if TYPE_CHECKING:
    from shousi.catalogue import Exercise
    from shousi.grading.results import GradingResult
    from shousi.grading.runners import Source


def run(options: argparse.Namespace) -> int:
    """Grade the exercises that were named; the worst verdict gives the exit status."""
    exercises = _chosen(options)
    _check_options(options, exercises)
    with judging.opened(exercises) as judge:
        from shousi.grading import submission

        sources = [submission.read(exercise, options.submission) for exercise in exercises]
        from shousi.grading.reports import exit_status

        _check_tier(options.require_tier, judge.launcher.tier())
        if options.watch:
            from shousi.commands import watch

            return watch.run(judge, judge.exercises[0], options)
        for exercise in judge.exercises:
            judge.known(exercise)  # what is wrong with a file is told before the first grading
        found = [
            _grade(judge, exercise, source, options) for exercise, source in zip(judge.exercises, sources, strict=True)
        ]
        write(options, judge.exercises, found)
    if options.debug:
        debug.start(found[0], sources[0], submission.file_of(exercises[0], options.submission))
    return max(exit_status(result.report.verdict) for result in found)


def _grade(judge: judging.Judge, exercise: Exercise, source: Source, options: argparse.Namespace) -> GradingResult:
    """Grade one submission, keep it, and show as much of it as this level of feedback does."""
    from shousi.grading.results import Options
    from shousi.show.progress import Progress

    with Progress(titled=options.feedback is not Feedback.VERDICT) as progress:
        manner = Options(speed=not options.no_speed, growth=options.growth, progress=progress.at)
        result = judge.grade(exercise, source, judging.seed_of(options.seed), manner)
    result = told(result, options.feedback)
    if options.submission is None:  # before it is shown: whoever reads it may stop reading
        from shousi.history import History

        with History(exercise.root, common.say) as history:
            history.record(result.report, source.text)
    from shousi.show import terminal

    console = terminal.open_console()
    terminal.show_report(result.report, console)
    if options.pictures and result.failed_calls:
        from shousi.show import pictures

        pictures.show_picture(exercise, result, console)
    return result


def told(result: GradingResult, level: Feedback) -> GradingResult:
    """Return what a reader at this level gets of a grading: nothing else is shown, written or kept."""
    if level is Feedback.FULL:
        return result
    from shousi.grading.results import GradingResult

    return GradingResult(report=apply_feedback(result.report, level))


def _check_options(options: argparse.Namespace, exercises: Sequence[Exercise]) -> None:
    single = {
        "--submission": options.submission,
        "--json": options.json,
        "--html": options.html,
        "--save-case": options.save_case,
        "--debug": options.debug,
        "--watch": options.watch,
    }
    if options.no_speed and options.growth:
        raise UsageError("--growth measures what --no-speed leaves out; drop one of them.")
    given = [name for name, value in single.items() if value]
    if len(exercises) > 1 and given:
        raise UsageError(
            f"{' and '.join(given)} {'goes' if len(given) == 1 else 'go'} with one exercise; name just one."
        )
    if options.feedback is not Feedback.FULL:
        for name, value in (
            ("--debug", options.debug),
            ("--save-case", options.save_case),
            ("--pictures", options.pictures),
        ):
            if value:
                raise UsageError(f"{name} shows inputs, which --feedback {options.feedback.value} hides.")
    common.check_outputs((options.json, options.junit, options.html, options.save_case))
    debug.check_target(options.save_case)
    if options.watch and options.debug:
        raise UsageError("--debug goes without --watch: the debugger needs the keyboard for itself.")


def _chosen(options: argparse.Namespace) -> list[Exercise]:
    if options.all == bool(options.names):
        raise UsageError(f"name an exercise, or --all. `{invocation.command('list')}` shows what there is.")
    if not options.all:
        return common.named(options.names, options.variant)
    exercises = list(common.all_exercises().values())
    if not exercises:
        raise UsageError("the catalogue is empty.")
    return exercises


def _check_tier(required: str, tier: str) -> None:
    if required and tier > required:
        what = "see docs/security.md for what each tier needs"
        raise UsageError(f"this system locks workers at tier {tier}, and --require-tier asks for {required}; {what}.")


def write(options: argparse.Namespace, exercises: Sequence[Exercise], found: Sequence[GradingResult]) -> None:
    """Write what was asked for, each file whole or not at all."""
    if options.json:
        from shousi import report

        common.write_whole(options.json, report.to_json(found[0].report))
    if options.junit:
        from shousi.show import junit  # loads xml; see grading.grade

        common.write_whole(options.junit, junit.to_junit([result.report for result in found]))
    if options.html:
        from shousi.show import html

        common.write_whole(options.html, html.to_html(exercises[0], found[0]))
    if options.save_case:
        from shousi.grading import submission

        path = submission.file_of(exercises[0], options.submission)
        debug.save(exercises[0], found[0], options.save_case, path)
