"""`shousi grade`: judge a submission, show the verdict, keep it in the history, and write it to files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shousi import invocation
from shousi.commands import common, debug, judging, naming, outputs
from shousi.errors import UsageError, one_of, printable
from shousi.feedback import Feedback

if TYPE_CHECKING:
    from shousi.catalogue import Exercise
    from shousi.grading.results import GradingResult
    from shousi.grading.runners import Source
    from shousi.sandbox.judge.launch import Launcher


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    add = parser.add_argument
    add("names", nargs="*", metavar="NAME", help="an exercise, such as nms")
    add("--all", action="store_true", help="every exercise of the catalogue")
    add("--submission", type=Path, metavar="PATH", help="a file or folder other than the stub's")
    add("--keep", action="store_true", help="with --submission: keep the grading in the history, like your own file's")
    add("--variant", default="", metavar="NAME", help="a variant of the exercise, such as per_class")
    add("--json", type=Path, metavar="FILE", help="also write the report as JSON")
    add("--junit", type=Path, metavar="FILE", help="also write the checks as JUnit XML")
    add("--html", type=Path, metavar="FILE", help="also write a page with everything, pictures included")
    add("--pictures", action="store_true", help="also draw the first failure on the terminal")
    add("--verbose", action="store_true", help="show every failure in full, and levels, speed and memory")
    levels = "how much to show: full (the default), behavior (titles and diagnoses), verdict (points)"
    add("--feedback", type=_feedback, default=Feedback.FULL, metavar="LEVEL", help=levels)
    add(
        "--only",
        default="",
        metavar="TITLE",
        help="only the checks with this in their title or of this level; no verdict",
    )
    add("--example", action="store_true", help="only the worked example of the statement, without a verdict")
    add("--watch", action="store_true", help="grade again on every save, until q is pressed")
    add("--debug", action="store_true", help="then run the first failing call again under pdb")
    add("--save-call", type=Path, metavar="FILE", help="write the first failing call as FILE (.npz), with a script")
    add("--save-case", type=Path, dest="save_call", help=argparse.SUPPRESS)  # its name in version 1
    add("--seed", type=_seed, metavar="N", help="repeat a run exactly; without it each run draws new inputs")
    unmeasured = "leave out the checks of time and memory; the verdict is then at best 'speed not measured'"
    add("--no-speed", action="store_true", help=unmeasured)
    add("--growth", action="store_true", help="also measure time over size, yours and the solution's")
    required = "refuse to grade where submissions are locked less well; see docs/security.md for the tiers"
    add("--require-tier", choices=("A", "B", "C", "D"), default="", metavar="A|B|C|D", help=required)


def run(options: argparse.Namespace) -> int:
    """Grade the exercises that were named. The worst verdict gives the exit status."""
    exercises = _chosen(options)
    _check_options(options, exercises)
    with judging.opened(exercises) as judge:
        from shousi.grading import submission

        sources = [submission.read(exercise, options.submission) for exercise in exercises]
        from shousi.grading.reports import exit_status

        _check_tier(options.require_tier, judge.launcher)
        if options.watch:
            from shousi.commands import watch

            return watch.grade_on_every_save(judge, judge.exercises[0], options)
        for exercise in judge.exercises:
            judge.known(exercise)  # a wrong file is reported before the first grading
        if options.only:
            return _grade_some(judge, sources[0], options)
        results = [
            _grade(judge, exercise, source, options) for exercise, source in zip(judge.exercises, sources, strict=True)
        ]
        outputs.write_results(options, judge.exercises, results)
    if options.debug:
        path = submission.file_of(exercises[0], options.submission)
        debug.start_debugger(results[0], sources[0], path, is_own=options.submission is None)
    return max(exit_status(result.report.verdict) for result in results)


def _grade_some(judge: judging.Judge, source: Source, options: argparse.Namespace) -> int:
    """Run some of the checks and show how they ended. Nothing is kept. Return 0 if all of them passed."""
    from shousi.grading.results import Options
    from shousi.report import Outcome
    from shousi.show import selection, terminal
    from shousi.show.progress import Progress

    exercise = judge.exercises[0]
    with Progress() as progress:
        how = Options(speed=not options.no_speed, growth=options.growth, only=options.only, progress=progress.at)
        result = judge.grade(exercise, source, judging.seed_of(options.seed), how)
    selection.show_checks(result.report, terminal.open_console())
    if options.save_call:
        outputs.write_results(options, [exercise], [result])
    if options.debug:
        from shousi.grading import submission

        path = submission.file_of(exercise, options.submission)
        debug.start_debugger(result, source, path, is_own=options.submission is None)
    return 0 if all(check.outcome is Outcome.PASSED for check in result.report.checks) else 1


def _grade(judge: judging.Judge, exercise: Exercise, source: Source, options: argparse.Namespace) -> GradingResult:
    """Grade one submission, keep the result, and show the part of it that the level of feedback allows."""
    from shousi.grading.results import Options
    from shousi.show.progress import Progress

    with Progress(titled=options.feedback is not Feedback.VERDICT) as progress:
        how = Options(speed=not options.no_speed, growth=options.growth, progress=progress.at)
        result = judge.grade(exercise, source, judging.seed_of(options.seed), how)
    result = outputs.limit(result, options.feedback)
    if options.submission is None or options.keep:  # before it is shown: a reader may end us, as `| head` does
        outputs.keep(exercise, result, source)
    from shousi.show import terminal

    console = terminal.open_console()
    show = terminal.show_everything if options.verbose else terminal.show_report
    show(result.report, console)
    if options.pictures and result.failed_calls:
        from shousi.show import pictures

        pictures.show_picture(exercise, result, console)
    for line in result.unexplained:
        common.say(line)
    return result


def _check_options(options: argparse.Namespace, exercises: Sequence[Exercise]) -> None:
    """Raise UsageError where options do not go together, or a file cannot be written."""
    for_one_exercise = {
        "--submission": options.submission,
        "--json": options.json,
        "--html": options.html,
        "--save-call": options.save_call,
        "--debug": options.debug,
        "--watch": options.watch,
    }
    if options.example:
        options.only = options.only or "example"
    for_a_whole_grading = {
        "--json": options.json,
        "--junit": options.junit,
        "--html": options.html,
        "--watch": options.watch,
        "--pictures": options.pictures,
        "--feedback": options.feedback is not Feedback.FULL,
    }
    whole = [name for name, value in for_a_whole_grading.items() if value]
    if options.only and (whole or len(exercises) > 1):
        raise UsageError(
            f"--only and --example run some checks of one exercise; leave out {one_of(whole or ['--all'])}."
        )
    if options.no_speed and options.growth:
        raise UsageError("--growth measures what --no-speed leaves out; drop one of them.")
    given = [name for name, value in for_one_exercise.items() if value]
    if len(exercises) > 1 and given:
        raise UsageError(
            f"{' and '.join(given)} {'goes' if len(given) == 1 else 'go'} with one exercise; name just one."
        )
    if options.feedback is not Feedback.FULL:
        for name, value in (
            ("--debug", options.debug),
            ("--save-call", options.save_call),
            ("--pictures", options.pictures),
        ):
            if value:
                raise UsageError(f"{name} shows inputs, which --feedback {options.feedback.value} hides.")
    outputs.check_outputs((options.json, options.junit, options.html, options.save_call))
    debug.check_target(options.save_call)
    if options.watch and options.debug:
        raise UsageError("--debug goes without --watch: the debugger needs the keyboard for itself.")


def _chosen(options: argparse.Namespace) -> list[Exercise]:
    """Return the exercises that were named, or the one in whose folder the command was started.

    A file that is named and is not the learner's own is the submission.
    """
    words = options.names or ([] if options.all else naming.here())
    if options.all == bool(words):
        raise UsageError(f"name an exercise, or --all. `{invocation.command('list')}` shows what there is.")
    if options.all:
        return common.every_exercise()
    exercises = common.named(words, options.variant)
    if meant := naming.copies(words, exercises):
        if len(words) > 1 or options.submission:
            raise UsageError(f"{printable(meant[0].name, 80)} goes by itself: it is the one submission.")
        options.submission = meant[0]
    return exercises


def _check_tier(required: str, launcher: Launcher) -> None:
    tier, what = launcher.tier(), "see docs/security.md for what each tier needs"
    if required and tier > required:
        raise UsageError(f"this system locks workers at tier {tier}, and --require-tier asks for {required}; {what}.")
    if required and required <= "B" and not launcher.is_official():
        lacking = "this system does not let the judge read the time and memory of a worker"
        raise UsageError(f"{lacking}, and --require-tier {required} asks for that; {what}.")


def _feedback(text: str) -> Feedback:
    """Return a level of feedback; "behavior" and "behaviour" are one."""
    levels = {level.value.replace("behaviour", "behavior"): level for level in Feedback}
    level = levels.get(text.replace("behaviour", "behavior"))
    if level is None:
        raise argparse.ArgumentTypeError(f"{one_of(list(levels))}, not {printable(text, 40)}")
    return level


def _seed(text: str) -> int:
    try:
        seed = int(text)
    except ValueError:
        seed = -1
    if not 0 <= seed < 2**63:
        raise argparse.ArgumentTypeError(f"a whole number from 0 up, not {printable(text, 40)}")
    return seed
