"""From the checks of a grading to its report."""

from __future__ import annotations

import platform
import sys
import time
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from shousi import __version__
from shousi.catalogue import Exercise
from shousi.errors import printable
from shousi.grading import verdicts
from shousi.grading.runners import Source
from shousi.report import (
    CheckResult,
    Diagnosis,
    Environment,
    Failure,
    LevelResult,
    MemoryResult,
    Outcome,
    Report,
    SpeedResult,
    Spent,
    Verdict,
)
from shousi.sandbox.judge.calls import Call

_PACKAGES = {"base": ("numpy", "pytest"), "torch": ("numpy", "pytest", "torch")}
_UNDECIDED = (Verdict.UNDECIDED, Verdict.MEMORY_UNDECIDED)
_MOST_LINES = 12  # of a traceback: the innermost ones tell most


def exit_status(verdict: Verdict) -> int:
    """Return the command's exit status for a verdict: 0 is accepted and nothing else."""
    if verdict is Verdict.JUDGE_ERROR:
        return 3
    return 0 if verdict is Verdict.ACCEPTED else 1


def unread(exercise: Exercise, filename: str, problem: str, seed: int, tier: str, *, missing: bool) -> Report:
    """Return the report on a submission that cannot be read.

    Args:
        exercise: what was asked.
        filename: what the file should be called.
        problem: what is wrong with it.
        seed: of the grading that it would have had.
        tier: of the sandbox that it would have run in.
        missing: whether nothing was handed in at all.
    """
    source = Source(text="", filename=filename, functions=exercise.functions)
    failure = Failure(summary=printable(problem, 300))
    check = (
        _failed("start", "The stub has been filled in.", Verdict.NOT_STARTED, failure)
        if missing
        else _failed("load", "The file can be loaded.", Verdict.CRASHED, failure)
    )
    return report_of(exercise, source, seed, time.monotonic(), [check], tier)


def not_started(exercise: Exercise, source: Source) -> CheckResult:
    """Return the check that a file fails which is still the stub."""
    statement = exercise.statement.relative_to(exercise.root).as_posix()
    advice = f"Read {statement}, then replace `raise NotImplementedError` and run this again."
    failure = Failure(summary=f"{source.filename} is still the stub. {advice}")
    return _failed("start", "The stub has been filled in.", Verdict.NOT_STARTED, failure)


def not_loaded(exercise: Exercise, source: Source, loading: Call) -> CheckResult:
    """Return the check that a file fails which cannot be loaded."""
    failure = verdicts.failure_of_call(loading, exercise, source.text, source.filename)
    return _failed("load", "The file can be loaded.", verdicts.verdict_of_call(loading), failure)


def broken(error: BaseException) -> CheckResult:
    """Return the check that fails when the judge itself does."""
    return _failed("judge", "The judge works.", Verdict.JUDGE_ERROR, own_failure(error))


def own_failure(error: BaseException) -> Failure:
    """Return a fault of the judge as a failure, with what helps to mend it."""
    parts = traceback.format_exception(error)
    lines = [printable(line, 160) for part in parts for line in part.rstrip().split("\n")]
    return Failure(summary=printable(f"{type(error).__name__}: {error}", 300), traceback=tuple(lines[-_MOST_LINES:]))


def _failed(name: str, title: str, verdict: Verdict, failure: Failure) -> CheckResult:
    return CheckResult(name=name, title=title, level="", outcome=Outcome.FAILED, verdict=verdict, failure=failure)


def report_of(
    exercise: Exercise,
    source: Source,
    seed: int,
    begin: float,
    checks: Sequence[CheckResult],
    tier: str,
    *,
    speed: SpeedResult | None = None,
    memory: MemoryResult | None = None,
    diagnosis: Diagnosis | None = None,
    unwritten: str = "",
    spent: Spent | None = None,
) -> Report:
    """Return the report of a grading.

    Args:
        exercise: what was asked.
        source: what was graded.
        seed: of the random inputs.
        begin: when the grading began, by time.monotonic.
        checks: how they ended.
        tier: of the sandbox.
        speed: of the function nearest to its limit.
        memory: what was measured.
        diagnosis: the known mistake, if one was found.
        unwritten: what to say where all that is written is right.
        spent: the time that it took.
    """
    required = [_level(name, points, checks) for name, points in exercise.levels.items()]
    bonus = [_level(name, points, checks, bonus=True) for name, points in exercise.bonus.items()]
    verdict = verdicts.verdict_of(checks)
    return Report(
        exercise=exercise.name,
        variant=exercise.variant,
        submission=printable(source.filename, 200),
        verdict=verdict,
        summary=summary_of(verdict, checks, diagnosis, unwritten),
        points=sum(level.points for level in required),
        max_points=exercise.points,
        bonus_points=sum(level.points for level in bonus),
        max_bonus_points=exercise.bonus_points,
        levels=(*required, *bonus),
        checks=tuple(checks),
        speed=speed,
        memory=memory,
        diagnosis=diagnosis,
        seed=seed,
        sandbox=tier,
        environment=_environment(exercise),
        created=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        seconds=time.monotonic() - begin,
        functions=exercise.functions,
        spent=spent,
    )


def _level(name: str, points: int, checks: Sequence[CheckResult], *, bonus: bool = False) -> LevelResult:
    mine = [check for check in checks if check.level == name]
    # What could not be decided costs nothing: that is the machine's doing.
    passed = sum(check.outcome is Outcome.PASSED or check.verdict in _UNDECIDED for check in mine)
    earned = points * passed // len(mine) if mine else 0
    return LevelResult(name=name, points=earned, max_points=points, passed=passed, checks=len(mine), bonus=bonus)


def summary_of(verdict: Verdict, checks: Sequence[CheckResult], diagnosis: Diagnosis | None, unwritten: str) -> str:
    """Return the sentence that tells a verdict: the diagnosis, else what the deciding check says."""
    if verdict is Verdict.ACCEPTED:
        missed = any(check.outcome is not Outcome.PASSED for check in checks)
        return "every required check passed." if missed else "every check passed."
    if diagnosis and verdict in (Verdict.WRONG_ANSWER, Verdict.CRASHED):
        return diagnosis.sentence
    for check in checks:
        if check.verdict is verdict and not check.bonus:
            return check.failure.summary if check.failure else ""
    return unwritten


def _environment(exercise: Exercise) -> Environment:
    return Environment(
        shousi=__version__,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        packages={name: version(name) for name in _PACKAGES[exercise.needs] if name in sys.modules},
    )
