"""`shousi classroom`: bundle an assignment for a host, and grade it there."""

from __future__ import annotations

import argparse
import functools
import hashlib
import html
import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from shousi.commands import common, outputs
from shousi.errors import JudgeError, UsageError, printable
from shousi.report import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shousi.catalogue import Exercise
    from shousi.classroom.sealed import SealedAssignment
    from shousi.grading.results import GradingResult
    from shousi.report import Report

_TIERS = ("A", "B", "C", "D")
_PLAIN_PAGE = (
    '<!doctype html>\n<html lang="en">\n<meta charset=utf-8>\n<meta name=viewport content="width=device-width">\n'
    '<meta name=color-scheme content="light dark">\n<title>{}</title>\n<p>{}\n'
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    parts = parser.add_subparsers(required=True, metavar="COMMAND", dest="classroom")
    hosts = ("classroom50", "actions", "gradescope")
    bundle = parts.add_parser("bundle", help="pack an assignment for its host", allow_abbrev=False)
    bundle.add_argument("assignment", type=Path, metavar="FILE", help="the assignment, such as week3.toml")
    bundle.add_argument("--for", dest="host", choices=hosts, required=True, help="who will run it")
    bundle.add_argument("--out", type=Path, metavar="PATH", help="a new folder; for gradescope a zip file")
    run = parts.add_parser("run", help="grade for a host; the scripts of a bundle do this", allow_abbrev=False)
    run.add_argument("names", nargs="*", metavar="NAME", help="exercises; all of the assignment if none is named")
    run.add_argument("--for", dest="host", choices=(*hosts, "summary"), required=True, help="who gets the results")
    # --kit is the name of version 1, which bundles in use still pass.
    sealed = "assignment.seal of the bundle"
    run.add_argument("--assignment", "--kit", dest="sealed", type=Path, metavar="FILE", help=sealed)
    run.add_argument("--submission", type=Path, metavar="FOLDER", help="what the student handed in")
    run.add_argument("--out", type=Path, metavar="FOLDER", default=Path(), help="where the results go; here by default")
    tier = "refuse to grade below this sandbox tier; A unless the assignment says otherwise"
    run.add_argument("--require-tier", choices=_TIERS, metavar="A|B|C|D", help=tier)


def run(options: argparse.Namespace) -> int:
    """Run the subcommand that was asked for."""
    return {"bundle": _bundle, "run": _grade_for_host}[options.classroom](options)


def _bundle(options: argparse.Namespace) -> int:
    from shousi.classroom import assignment, bundle

    root = common.root()
    task = assignment.load(options.assignment, common.all_exercises(), root)
    # Beside the assignment, which may name secrets, and not in a checkout that gets published.
    out = options.out or options.assignment.parent / bundle.default_place(options.host, task)
    is_file = options.host == "gradescope"
    outputs.check_outputs([out] if is_file else [])
    made = bundle.make(options.host, root, task, os.environ)
    if is_file:
        outputs.write_whole(out, bundle.zipped(made))
    else:
        bundle.write(made, out)
    count = f"{len(task.tasks)} exercise{'' if len(task.tasks) == 1 else 's'}"
    print(f"{printable(str(out))}: {printable(task.title, 120)}, {count}, {task.points} points.")
    for part in made.left_out:
        print(f"Left out, because students can read this bundle: {part}.")
    return 0


def _grade_for_host(options: argparse.Namespace) -> int:
    """Grade an assignment and write its results: 0 whatever the verdicts, 3 if the grading itself broke."""
    if options.host == "summary":
        return _grade_for_summary(options)
    if options.sealed is None or options.submission is None:
        raise UsageError("--assignment and --submission are needed; the scripts of a bundle give them.")
    if not options.submission.is_dir():
        raise UsageError(f"{printable(str(options.submission))}: no such folder. Name what a student handed in.")
    _make_folder(options.out)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # hosts stop a job with it; results are still written
    try:
        return _grade_sealed(options)
    except KeyboardInterrupt:
        raise JudgeError("interrupted before anything was graded.") from None


def _grade_sealed(options: argparse.Namespace) -> int:
    from shousi.classroom import results, sealed
    from shousi.publishing import hidden, seal

    if options.host == "classroom50":
        results.check_environment(os.environ)
    try:
        with hidden.opened(seal.read(options.sealed), common.say) as folder:
            task = _chosen(options, sealed.with_seed(sealed.read(folder), os.environ))
            found, problem = _grade_and_write(options, task, options.submission)
    except UsageError:
        raise
    except (Exception, KeyboardInterrupt):
        if options.host == "gradescope":  # which shows a result of ours better than a missing one
            _replace(options.out / "results.json", results.gradescope_broken())
        raise
    _end(task, found, problem, terminal=options.host != "gradescope")
    return 3 if any(result.report.verdict is Verdict.JUDGE_ERROR for result in found) else 0


def _chosen(options: argparse.Namespace, task: SealedAssignment) -> SealedAssignment:
    """Return the part of an assignment that is graded now, with what its results say of it."""
    from shousi.classroom import sealed

    task = sealed.only(task, options.names)
    if options.host == "actions" and len(task.exercises) > 1:  # a step has one result
        raise UsageError(f"name one exercise: {' or '.join(exercise.name for exercise in task.exercises)}.")
    checksum = hashlib.sha256(options.sealed.read_bytes()).hexdigest()
    return msgspec.structs.replace(task, checksum=checksum, require_tier=options.require_tier or task.require_tier)


def _grade_for_summary(options: argparse.Namespace) -> int:
    """Grade exercises of this repository and add them to the summary of the workflow's run, where there is one."""
    from shousi.classroom.sealed import SealedAssignment
    from shousi.grading.reports import exit_status

    if not options.names:
        _append("GITHUB_STEP_SUMMARY", b"Nothing has been begun yet.\n")
        print("Nothing has been begun yet.")
        return 0
    with common.with_graders(common.named(options.names)) as exercises:
        task = SealedAssignment(
            name="begun",
            title="What has been begun",
            exercises=tuple(exercises),
            require_tier=options.require_tier or "D",  # it is the learner's own code
        )
        found, problem = _grade_and_write(options, task, common.root())
    _end(task, found, problem, terminal=True)
    return max(exit_status(result.report.verdict) for result in found)


def _grade_and_write(
    options: argparse.Namespace, task: SealedAssignment, folder: Path
) -> tuple[list[GradingResult], Exception | KeyboardInterrupt | None]:
    """Grade an assignment and write what its host gets, whatever ended the grading.

    Returns:
        The results, and the error that ended the grading early.
    """
    from shousi.classroom.export import OUTPUT, SUMMARY, Submission, export
    from shousi.commands import assignments

    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def contents(*reports: Report) -> dict[str, bytes]:
        return export(options.host, task, reports, Submission(_committed(folder), now), os.environ)

    found, problem = assignments.grade(task, folder, contents)
    for number in (signal.SIGINT, signal.SIGTERM):  # a host that stops a job repeats itself while we write
        signal.signal(number, signal.SIG_IGN)
    if options.host == "classroom50":
        for exercise, result in zip(task.exercises, found, strict=True):
            _replace(options.out / f"report-{exercise.name}.html", page_of(exercise, result))
    for name, data in contents(*(result.report for result in found)).items():
        if name in (SUMMARY, OUTPUT):
            _append(name, data)
        else:
            _replace(options.out / name, data)
    return found, problem


def _end(
    task: SealedAssignment, found: Sequence[GradingResult], problem: Exception | KeyboardInterrupt | None, *,
    terminal: bool,
) -> None:  # fmt: skip
    """Show the results on the terminal, or raise what ended the grading early."""
    if isinstance(problem, KeyboardInterrupt):
        raise JudgeError("interrupted; the results hold what was graded, and the rest as errors.")
    if problem:
        raise problem
    from shousi.classroom import results
    from shousi.show import terminal as screen

    reports = [result.report for result in found]
    for report in reports if terminal else ():
        screen.show_report(report, screen.open_console(), more="")
    print(results.score_line(task.title, reports))


def page_of(exercise: Exercise, result: GradingResult) -> bytes:
    """Return the page of an exercise. Where drawing it fails, the page says so: that decides nothing."""
    from shousi.show.html import to_html

    try:
        return to_html(exercise, result)
    except Exception as error:  # noqa: BLE001 - the points are right without a page
        problem = f"{type(error).__name__}: {printable(str(error), 200)}"
        common.say(f"the page of {exercise.name} could not be made: {problem}")
        report = result.report
        line = f"{exercise.name}: {report.verdict.value}. {report.summary} The full page could not be made."
        return _PLAIN_PAGE.format(exercise.name, html.escape(line)).encode()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{printable(str(folder))}: cannot be made ({error.strerror}).") from None


def _replace(path: Path, data: bytes) -> None:
    """Write a result in place of what was there; a folder in its place is moved aside."""
    if path.is_dir() and not path.is_symlink():
        path.rename(path.with_name(f"{path.name}.moved-{os.getpid()}"))
    outputs.write_whole(path, data)


@functools.cache
def _committed(folder: Path) -> str:
    """Return when the graded commit was made; "" if the folder is not the top of a checkout."""
    from shousi.publishing import git

    try:
        if git.line(folder, "rev-parse", "--show-prefix"):
            return ""
        seconds = int(git.line(folder, "show", "--no-patch", "--format=%ct", "HEAD"))
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (UsageError, ValueError, OverflowError):
        return ""


def _append(variable: str, data: bytes) -> None:
    """Add to the file that GitHub Actions names in a variable; elsewhere there is none."""
    if path := os.environ.get(variable):
        with Path(path).open("ab") as file:
            file.write(data)
