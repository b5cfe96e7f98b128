"""Grading an assignment: every exercise gets a result, and one that breaks takes no other with it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from shousi.commands import common, judging, outputs
from shousi.errors import JudgeError, UsageError
from shousi.feedback import Feedback, apply_bonus, apply_feedback
from shousi.report import Verdict

if TYPE_CHECKING:
    from shousi.catalogue import Exercise
    from shousi.classroom.sealed import SealedAssignment
    from shousi.grading.results import GradingResult
    from shousi.report import Report
    from shousi.sandbox.judge.launch import Launcher

TryOut = Callable[["Report"], object]


def grade(
    task: SealedAssignment, folder: Path, try_out: TryOut
) -> tuple[list[GradingResult], Exception | KeyboardInterrupt | None]:
    """Grade what a folder holds of an assignment.

    Args:
        task: the assignment.
        folder: what was handed in.
        try_out: does with a report whatever will be done with it later. If that fails, only this exercise breaks.

    Returns:
        One result for each exercise, which tells what its student may know, and the error that ended the grading early.
        The exercises that were not graded then are judge errors.
    """
    found: list[GradingResult] = []
    problem: Exception | KeyboardInterrupt | None = None
    try:
        with judging.opened(task.exercises) as judge:
            _check_tier(task.require_tier, judge.launcher)
            for exercise in judge.exercises:
                found.append(_grade_apart(judge, exercise, folder, task, try_out))  # noqa: PERF401 - kept if the next one breaks
    except KeyboardInterrupt as error:
        problem = error
    except Exception as error:  # noqa: BLE001 - the results are written first; then the caller raises it
        problem = error
    not_graded = JudgeError("it was not graded, because the grading ended early.")
    found += [_broken(exercise, not_graded, 0, "", task) for exercise in task.exercises[len(found) :]]
    return found, problem


def _check_tier(required: str, launcher: Launcher) -> None:
    tier = launcher.tier()
    if tier > required:
        lower = f"`require_tier` of the assignment or --require-tier {tier} allows it"
        raise UsageError(
            f"this system locks submissions at tier {tier}, and other people's code needs tier {required}. "
            f"docs/security.md tells what each tier needs; {lower}."
        )
    if required <= "B" and not launcher.is_official():
        raise UsageError(
            "this system does not let the judge read the time and memory of a worker, as other people's code needs it. "
            "docs/security.md tells more; `require_tier` of the assignment or --require-tier C allows it."
        )


def _grade_apart(
    judge: judging.Judge, exercise: Exercise, folder: Path, task: SealedAssignment, try_out: TryOut
) -> GradingResult:
    """Grade one exercise. Whatever goes wrong becomes a judge error of this exercise alone."""
    seed = judging.seed_of(task.seed)
    try:
        result = _grade(judge, exercise, folder, seed)
        if result.report.verdict is Verdict.JUDGE_ERROR:
            _say_broken(result.report)
        if task.seed is not None:
            result = msgspec.structs.replace(result, report=msgspec.structs.replace(result.report, seed=0))
        result = msgspec.structs.replace(result, report=apply_bonus(result.report, task.bonus))
        result = outputs.limit(result, task.feedback)
        try_out(result.report)
    except Exception as error:  # noqa: BLE001 - one exercise never takes another with it
        shown = 0 if task.seed is not None else seed
        return _broken(exercise, error, shown, judge.launcher.tier(), task, say=_say_broken)
    return result


def _say_broken(report: Report) -> None:
    """Tell the instructor, in the log, what broke and where; results files hold nothing of it."""
    common.say(f"the grading of {report.exercise} broke: {report.summary}")
    for check in report.checks:
        if check.verdict is Verdict.JUDGE_ERROR and check.failure:
            for line in check.failure.traceback:
                print(f"    {line}", file=sys.stderr)


def _grade(judge: judging.Judge, exercise: Exercise, folder: Path, seed: int) -> GradingResult:
    from shousi.grading import submission
    from shousi.grading.reports import unread
    from shousi.grading.results import GradingResult

    path = _submitted(folder, exercise)
    try:
        _check_inside(path, folder)
        source = submission.read(exercise, path)
    except (UsageError, OSError, RuntimeError) as error:  # the last: a loop of links
        missing = not os.path.lexists(path)
        tier = judge.launcher.tier()
        return GradingResult(report=unread(exercise, path.name, str(error), seed, tier, missing=missing))
    return judge.grade(exercise, source, seed)


def _submitted(folder: Path, exercise: Exercise) -> Path:
    """Return the file of an exercise: where a starter has it, else at the top, where single files are uploaded."""
    place = folder / exercise.stub.relative_to(exercise.root)
    on_top = folder / exercise.stub.name
    return on_top if os.path.lexists(on_top) and not os.path.lexists(place) else place


def _check_inside(path: Path, folder: Path) -> None:
    if not path.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{path.name}: its folder is a link that leads elsewhere. Hand in the file itself.")


def _broken(
    exercise: Exercise,
    error: Exception,
    seed: int,
    tier: str,
    task: SealedAssignment,
    say: Callable[[Report], None] = lambda _: None,
) -> GradingResult:
    """Return the result of an exercise whose grading broke."""
    from shousi.grading import reports
    from shousi.grading.results import GradingResult
    from shousi.grading.runners import Source

    source = Source(text="", filename=exercise.stub.name, functions=exercise.functions)
    report = reports.report_of(exercise, source, seed, time.monotonic(), [reports.broken(error)], tier)
    say(report)
    # `behavior` may be what broke; `verdict` says nothing that a student may not know.
    report = apply_bonus(report, task.bonus)
    full = task.feedback is Feedback.FULL
    return GradingResult(report=report if full else apply_feedback(report, Feedback.VERDICT))
