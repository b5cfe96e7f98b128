"""Grade one submission of one exercise: from its source to a report."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import platform
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import msgspec
import pytest

from shousi import __version__
from shousi.catalogue import Exercise
from shousi.errors import JudgeError, ShousiError, printable
from shousi.grading import mistakes, verdicts
from shousi.grading.failed_calls import GradingResult, solved
from shousi.grading.mistakes import Mistake
from shousi.grading.plugin import Options, Plugin, own_failure
from shousi.grading.runners import Runner, Source
from shousi.report import CheckResult, Diagnosis, Environment, Failure, LevelResult, Outcome, Report, Verdict
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.judge.launch import Launcher

_CONFIG = Path(__file__).with_name("pytest.ini")
_PACKAGES = {"base": ("numpy", "pytest"), "torch": ("numpy", "pytest", "torch")}


def grade(
    launcher: Launcher,
    exercise: Exercise,
    source: Source,
    seed: int,
    known: Sequence[Mistake] = (),
    manner: Options | None = None,
) -> Report:
    """Grade a submission, of which only the report is wanted; see `examine`."""
    return examine(launcher, exercise, source, seed, known, manner).report


def examine(
    launcher: Launcher,
    exercise: Exercise,
    source: Source,
    seed: int,
    known: Sequence[Mistake] = (),
    manner: Options | None = None,
) -> GradingResult:
    """Grade a submission.

    Args:
        launcher: what starts workers; it may still be warming up.
        exercise: what was asked.
        source: what was handed in.
        seed: of all random inputs; the same seed repeats a run exactly.
        known: the mistakes to diagnose.
        manner: how to go about it.

    Returns:
        The report, and what stands behind it. A grading that broke is a report too, with the verdict "judge error".
    """
    begin = time.monotonic()
    source = msgspec.structs.replace(source, seed=seed_of_workers(seed))
    runner = Runner(launcher, source)
    tier = ""
    try:
        tier = launcher.tier()
        loading = runner.load()
        if loading.ended is Ended.NOT_WRITTEN:
            return GradingResult(_report(exercise, source, seed, begin, [_not_started(exercise, source)], tier))
        if loading.ended is not Ended.RETURNED:
            return GradingResult(_report(exercise, source, seed, begin, [_not_loaded(exercise, source, loading)], tier))
        plugin = Plugin(launcher, exercise, runner, seed, manner)
        try:
            run_checks(exercise, plugin)
            # Whoever left out the checks of arguments may have made another mistake beside it: answers tell first.
            failed = plugin.failed_answers or plugin.failed_refusals
            failed = [call for call in failed if call.function == failed[0].function]  # and each function for itself
            diagnosis = mistakes.diagnose(launcher, exercise, known, failed, plugin.passed_calls, source)
            cases = tuple(solved(case, plugin.solution_runner) for case in plugin.cases)
        finally:
            for opened in (plugin.solution_runner, *plugin.shrinking):
                opened.close()
        report = _report(exercise, source, seed, begin, plugin.results, tier, plugin=plugin, diagnosis=diagnosis)
        return GradingResult(report, cases, plugin.pairs)
    except (ShousiError, OSError) as error:
        return GradingResult(_report(exercise, source, seed, begin, [_broken(error)], tier))
    finally:
        runner.close()


def seed_of_workers(seed: int) -> int:
    """Return what workers seed their own generators with: a submission sees it, and can tell no input from it."""
    return int.from_bytes(hashlib.blake2b(str(seed).encode(), digest_size=4).digest(), "big")


def unread(exercise: Exercise, filename: str, told: str, seed: int, tier: str, *, missing: bool) -> Report:
    """Return the report on a submission that is no file to be graded.

    Args:
        exercise: what was asked.
        filename: what it should be called.
        told: what is wrong with it.
        seed: of the grading that it would have had.
        tier: of the sandbox that it would have run in.
        missing: whether nothing was handed in at all.
    """
    source = Source(text="", filename=filename, functions=exercise.functions)
    check = CheckResult(
        name="start" if missing else "load",
        title="The stub has been filled in." if missing else "The file can be loaded.",
        level="",
        outcome=Outcome.FAILED,
        verdict=Verdict.NOT_STARTED if missing else Verdict.CRASHED,
        failure=Failure(summary=printable(told, 300)),
    )
    return _report(exercise, source, seed, time.monotonic(), [check], tier)


def run_checks(exercise: Exercise, plugin: Plugin) -> None:
    """Run an exercise's grader with pytest, apart from any configuration but the judge's own.

    Raises:
        JudgeError: the grader could not be run.
    """
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(name, None)
    said = io.StringIO()
    options = ["-c", str(_CONFIG), "--rootdir", str(exercise.hidden), "--noconftest", "--import-mode=importlib"]
    options += ["--assert=plain", "--capture=no", "-p", "no:cacheprovider", "-p", "no:doctest", "-p", "pytest_timeout"]
    options += ["-p", "no:unraisableexception"]  # it collects all garbage at the end, a tenth of the time of a grading
    options += ["-p", "no:junitxml"]  # it loads xml, and a ctrl-C meanwhile is lost: xml takes it for a missing module
    options += ["--tb=line"]  # nobody reads pytest's tracebacks, and to make them takes longer than the checks do
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        graders = [exercise.grader, *([exercise.private_checks] if exercise.private_checks.is_file() else [])]
        status = pytest.main([*options, "-q", *map(str, graders)], plugins=[plugin])
    _forget(graders)
    if plugin.interrupted:
        raise KeyboardInterrupt
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) or not plugin.results:
        lines = [line for line in said.getvalue().splitlines() if line.strip()]
        told = printable(" / ".join(lines[-4:]), 400)
        raise JudgeError(f"the grader of {exercise.name} could not be run: {told}")
    if not plugin.manner.only_limits:
        _check_levels(exercise, plugin.results)


def _forget(graders: Sequence[Path]) -> None:
    """Forget the modules of graders: pytest imports no name twice, and takes it from the path below the root."""
    files = set(map(str, graders))
    for name, module in list(sys.modules.items()):
        if getattr(module, "__file__", None) in files:
            del sys.modules[name]


def exit_status(verdict: Verdict) -> int:
    """Return the command's exit status for a verdict: 0 is accepted and nothing else."""
    if verdict is Verdict.JUDGE_ERROR:
        return 3
    return 0 if verdict is Verdict.ACCEPTED else 1


def _check_levels(exercise: Exercise, checks: Sequence[CheckResult]) -> None:
    used = {check.level for check in checks}
    if used != set(exercise.levels):
        names = ", ".join(sorted(used ^ set(exercise.levels)))
        raise JudgeError(f"the levels of {exercise.name} differ between catalogue and grader: {names or 'no level'}.")


def _not_started(exercise: Exercise, source: Source) -> CheckResult:
    statement = exercise.statement.relative_to(exercise.root).as_posix()
    return CheckResult(
        name="start",
        title="The stub has been filled in.",
        level="",
        outcome=Outcome.FAILED,
        verdict=Verdict.NOT_STARTED,
        failure=Failure(
            summary=f"{source.filename} is still the stub. Read {statement}, then replace "
            "`raise NotImplementedError` and run this again."
        ),
    )


def _not_loaded(exercise: Exercise, source: Source, loading: Call) -> CheckResult:
    return CheckResult(
        name="load",
        title="The file can be loaded.",
        level="",
        outcome=Outcome.FAILED,
        verdict=verdicts.verdict_of_call(loading),
        failure=verdicts.failure_of_call(loading, exercise, source.text, source.filename),
    )


def _broken(error: BaseException) -> CheckResult:
    return CheckResult(
        name="judge",
        title="The judge works.",
        level="",
        outcome=Outcome.FAILED,
        verdict=Verdict.JUDGE_ERROR,
        failure=own_failure(error),
    )


def _report(
    exercise: Exercise,
    source: Source,
    seed: int,
    begin: float,
    checks: Sequence[CheckResult],
    tier: str,
    plugin: Plugin | None = None,
    diagnosis: Diagnosis | None = None,
) -> Report:
    levels = tuple(_level(name, points, checks) for name, points in exercise.levels.items())
    verdict = verdicts.verdict_of(checks)
    return Report(
        exercise=exercise.name,
        variant=exercise.variant,
        submission=printable(source.filename, 200),
        verdict=verdict,
        summary=_summary(verdict, checks, plugin, diagnosis),
        points=sum(level.points for level in levels),
        max_points=exercise.points,
        levels=levels,
        checks=tuple(checks),
        speed=plugin.measured if plugin else None,
        memory=plugin.memory_taken if plugin else None,
        diagnosis=diagnosis,
        seed=seed,
        sandbox=tier,
        environment=_environment(exercise),
        created=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        seconds=time.monotonic() - begin,
        functions=exercise.functions,
    )


def _level(name: str, points: int, checks: Sequence[CheckResult]) -> LevelResult:
    mine = [check for check in checks if check.level == name]
    passed = sum(check.outcome is Outcome.PASSED for check in mine)
    earned = points if mine and passed == len(mine) else 0
    return LevelResult(name=name, points=earned, max_points=points, passed=passed, checks=len(mine))


def _summary(
    verdict: Verdict, checks: Sequence[CheckResult], plugin: Plugin | None, diagnosis: Diagnosis | None
) -> str:
    if verdict is Verdict.ACCEPTED:
        return "every check passed."
    if diagnosis and verdict in (Verdict.WRONG_ANSWER, Verdict.CRASHED):
        return diagnosis.sentence
    for check in checks:
        if check.verdict is verdict:
            return check.failure.summary if check.failure else ""
    return verdicts.unwritten_story(plugin.unwritten, plugin.passed_calls) if plugin else ""


def _environment(exercise: Exercise) -> Environment:
    return Environment(
        shousi=__version__,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        packages={name: version(name) for name in _PACKAGES[exercise.needs] if name in sys.modules},
    )
