"""`shousi classroom`: bundle an assignment, and grade as the host of a bundle asks for it."""

from __future__ import annotations

import argparse
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from shousi.commands import common, judging, outputs
from shousi.errors import UsageError, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shousi.catalogue import Exercise
    from shousi.classroom.sealed import SealedAssignment
    from shousi.grading.results import GradingResult
    from shousi.report import Report

_WRITTEN = ("result.json", "release-body.md", "results.json")  # into --out, whichever host asks


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    parts = parser.add_subparsers(required=True, metavar="COMMAND", dest="classroom")
    hosts = ("classroom50", "actions", "gradescope")
    bundle = parts.add_parser("bundle", help="pack an assignment for its host", allow_abbrev=False)
    bundle.add_argument("assignment", type=Path, metavar="FILE", help="the assignment, as in week3.toml")
    bundle.add_argument("--for", dest="host", choices=hosts, required=True, help="who will run it")
    bundle.add_argument("--out", type=Path, metavar="PATH", help="a new folder; for gradescope a zip")
    run = parts.add_parser("run", help="grade as a host asks for it; the scripts of a bundle do", allow_abbrev=False)
    run.add_argument("names", nargs="*", metavar="NAME", help="exercises; all of the assignment if none is named")
    run.add_argument("--for", dest="host", choices=(*hosts, "summary"), required=True, help="who wants to know")
    run.add_argument("--kit", type=Path, metavar="FILE", help="the bundle's assignment.seal")
    run.add_argument("--submission", type=Path, metavar="FOLDER", help="the student's checkout")
    run.add_argument("--out", type=Path, metavar="FOLDER", default=Path(), help="where the results go")


def run(options: argparse.Namespace) -> int:
    """Run the subcommand that was asked for."""
    return {"bundle": _bundle, "run": _run}[options.classroom](options)


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


def _run(options: argparse.Namespace) -> int:
    from shousi.classroom import results, sealed
    from shousi.publishing import hidden, seal

    if options.host == "summary":
        return _summarise(options.names)
    if options.kit is None or options.submission is None:
        raise UsageError("--kit and --submission are needed; the scripts of a bundle give them.")
    if not options.submission.is_dir():
        raise UsageError(f"{printable(str(options.submission))}: no such folder. Name what a student handed in.")
    if options.out:
        _prepare(options.out)
    with hidden.opened(seal.read(options.kit), common.say) as folder:
        task = sealed.only(sealed.read(folder), options.names)
        if options.host == "actions" and len(task.exercises) > 1:  # a step has one result
            raise UsageError(f"name one exercise: {' or '.join(exercise.name for exercise in task.exercises)}.")
        found = _grade(task, options.submission)
        if options.host == "classroom50":
            _write_pages(task, found, options.out)
    reports = [result.report for result in found]
    _HAND_OVER[options.host](options, task, reports)
    print(results.score_line(task.title, reports))
    return 0


def _write_pages(task: SealedAssignment, found: Sequence[GradingResult], out: Path) -> None:
    """Write each exercise's page, which the assignment's `release_assets` name."""
    from shousi.show import html

    for exercise, result in zip(task.exercises, found, strict=True):
        outputs.write_whole(out / f"report-{exercise.name}.html", html.to_html(exercise, result))


def _summarise(names: Sequence[str]) -> int:
    """Grade exercises of this repository and put the report into the job's summary, where there is one."""
    from shousi.classroom import markdown, results
    from shousi.classroom.sealed import SealedAssignment
    from shousi.grading.reports import exit_status

    if not names:
        _append("GITHUB_STEP_SUMMARY", "Nothing has been begun yet.\n")
        print("Nothing has been begun yet.")
        return 0
    with common.with_graders(common.named(names)) as exercises:
        task = SealedAssignment("begun", "What has been begun", tuple(exercises))
        reports = [result.report for result in _grade(task, common.root())]
    _append("GITHUB_STEP_SUMMARY", markdown.page(task.title, reports))
    _show(reports)
    print(results.score_line(task.title, reports))
    return max(exit_status(report.verdict) for report in reports)


def _classroom50(options: argparse.Namespace, task: SealedAssignment, reports: Sequence[Report]) -> None:
    from shousi.classroom import markdown, results

    handed_in = _handed_in(options.submission)
    result = results.classroom50(reports, os.environ, handed_in)
    page = markdown.page(task.title, reports, task.deadline, handed_in)
    outputs.write_whole(options.out / "release-body.md", page.encode())
    outputs.write_whole(options.out / "result.json", result)
    _show(reports)


def _actions(options: argparse.Namespace, task: SealedAssignment, reports: Sequence[Report]) -> None:
    from shousi.classroom import markdown, results

    results.check_unbroken(reports)
    _append("GITHUB_STEP_SUMMARY", markdown.page(task.title, reports, task.deadline, _handed_in(options.submission)))
    _append("GITHUB_OUTPUT", f"result={results.reporter(reports[0])}\n")
    _show(reports)


def _gradescope(options: argparse.Namespace, task: SealedAssignment, reports: Sequence[Report]) -> None:
    from shousi.classroom import markdown, results

    lines = [task.title]
    if task.deadline:
        lines.append(markdown.due(task.deadline, _committed(options.submission)))
    lines += [f"{report.exercise}: {report.verdict.value}. {report.summary}" for report in reports]
    outputs.write_whole(options.out / "results.json", results.gradescope(reports, "\n".join(lines)))


_HAND_OVER = {"classroom50": _classroom50, "actions": _actions, "gradescope": _gradescope}


def _grade(task: SealedAssignment, folder: Path) -> list[GradingResult]:
    """Grade what a folder holds of an assignment; what comes back tells what students may know."""
    from shousi.classroom import sealed

    secret = sealed.seed_of(task, os.environ)
    with judging.opened(task.exercises) as judge:
        return [
            outputs.limit(_grade_one(judge, exercise, folder, secret), task.feedback) for exercise in judge.exercises
        ]


def _grade_one(judge: judging.Judge, exercise: Exercise, folder: Path, secret: int | None) -> GradingResult:
    from shousi.grading import submission
    from shousi.grading.reports import unread
    from shousi.grading.results import GradingResult

    seed = judging.seed_of(secret)
    path = _submitted(folder, exercise)
    try:
        _check_inside(path, folder)
        source = submission.read(exercise, path)
    except (UsageError, OSError, RuntimeError) as error:  # the last: a loop of links
        missing = not os.path.lexists(path)
        tier = judge.launcher.tier()
        result = GradingResult(report=unread(exercise, path.name, str(error), seed, tier, missing=missing))
    else:
        result = judge.grade(exercise, source, seed)
    if secret is None:
        return result
    return msgspec.structs.replace(result, report=msgspec.structs.replace(result.report, seed=0))


def _submitted(folder: Path, exercise: Exercise) -> Path:
    """Return the file of an exercise: at its place in a starter, else on top, as single files are uploaded."""
    place = folder / exercise.stub.relative_to(exercise.root)
    on_top = folder / exercise.stub.name
    return on_top if os.path.lexists(on_top) and not os.path.lexists(place) else place


def _check_inside(path: Path, folder: Path) -> None:
    if not path.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{path.name}: its folder is a link that leads elsewhere. Hand in the file itself.")


def _prepare(folder: Path) -> None:
    """Make the folder of the results, and remove what a student may have put where they go."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{printable(str(folder))}: cannot be made ({error.strerror}).") from None
    for path in [folder / name for name in _WRITTEN] + list(folder.glob("report-*.html")):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _handed_in(folder: Path) -> str:
    """Return when the graded commit was made; of what is no checkout, the time it is now."""
    return _committed(folder) or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _committed(folder: Path) -> str:
    """Return when the graded commit was made; nothing of what is no checkout, in another repository or not."""
    from shousi.publishing import git

    try:
        if git.line(folder, "rev-parse", "--show-prefix"):
            return ""
        seconds = int(git.line(folder, "show", "--no-patch", "--format=%ct", "HEAD"))
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (UsageError, ValueError, OverflowError):
        return ""


def _append(variable: str, text: str) -> None:
    """Add to the file that GitHub Actions names in a variable; elsewhere there is none."""
    if path := os.environ.get(variable):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)


def _show(reports: Sequence[Report]) -> None:
    from shousi.show import terminal

    for report in reports:
        terminal.show_report(report, terminal.open_console())
