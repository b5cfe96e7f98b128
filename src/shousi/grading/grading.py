"""One grading: a submission of an exercise, from its source to a report.

    result = grade(launcher, exercise, source, seed)

Whatever goes wrong in the judge becomes the verdict "judge error". Inside a check `Grading._failed` gives it to that
check; anywhere else `grade` gives it to the whole grading.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from functools import partial
from types import TracebackType
from typing import Self, TypeVar

import msgspec
import numpy as np
import pytest

from shousi.catalogue import Exercise
from shousi.errors import JudgeError, UsageError, nearest, one_of, printable
from shousi.grading import reports, shrink, verdicts
from shousi.grading.budget import Budget, OutOfTime
from shousi.grading.diagnosis import PAIR_CALLS, diagnose
from shousi.grading.failed_calls import FailedCall, failed_call_of, with_solution
from shousi.grading.failures import (
    CallFailed,
    MemoryUnknown,
    Mismatch,
    NotMeasured,
    SpeedUnknown,
    TooMuchMemory,
    TooSlow,
    odd,
)
from shousi.grading.functions import CheckRecord, was_compared
from shousi.grading.interface import interface_of
from shousi.grading.memory import Memory
from shousi.grading.mistakes import Mistake
from shousi.grading.plugin import Plugin
from shousi.grading.pytest_run import run_grader
from shousi.grading.race import Compare, Race
from shousi.grading.results import Check, Checked, GradingResult, Options
from shousi.grading.runners import REPLY, Runner, Source
from shousi.grading.speed import Speed, landmarks
from shousi.grading.typed_calls import call_texts
from shousi.report import CheckResult, Diagnosis, Failure, MemoryResult, Outcome, Report, SpeedResult, Verdict
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.judge.launch import OFFICIAL_TIERS, Launcher
from shousi.sandbox.messages import Limits
from shousi.timing import Pair, Rule

# What a check ends with that has no call to show.
_VERDICTS: dict[type[BaseException], Verdict] = {
    TooSlow: Verdict.TOO_SLOW,
    TooMuchMemory: Verdict.OUT_OF_MEMORY,
    OutOfTime: Verdict.TIMED_OUT,
    NotMeasured: Verdict.NOT_MEASURED,
    SpeedUnknown: Verdict.UNDECIDED,
    MemoryUnknown: Verdict.MEMORY_UNDECIDED,
}
# All that a check may end with; anything else is an odd answer or a fault of ours.
_KNOWN_ENDS = (Mismatch, CallFailed, JudgeError, *_VERDICTS)
_T = TypeVar("_T")
_ROOM = 192 << 20  # bytes for the values of all calls that are kept
_OBJECT = 56  # bytes of an empty list in Python
_KEPT_CALLS = 200  # with right answers, over all checks; more tell no mistakes apart that these do not


def grade(
    launcher: Launcher,
    exercise: Exercise,
    source: Source,
    seed: int,
    known: Sequence[Mistake] = (),
    options: Options | None = None,
) -> GradingResult:
    """Grade a submission. Whatever goes wrong, there is a result; only ctrl-C and a wrong `options.only` get through.

    Args:
        launcher: starts workers; it may still be warming up.
        exercise: what was asked.
        source: what was handed in.
        seed: of all random inputs; the same seed repeats a run exactly.
        known: the mistakes to look for when the answers are wrong.
        options: how to go about it.
    """
    begin, tier = time.monotonic(), ""
    try:
        with Grading(launcher, exercise, source, seed, known, options) as grading:
            tier = launcher.tier()
            return grading.run(tier)
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - the judge fails closed: a fault of ours is a verdict of its own
        report = reports.report_of(exercise, source, seed, begin, [reports.broken(error)], tier)
        return GradingResult(report=report)


def seed_of_workers(seed: int, submission: str) -> int:
    """Return what workers seed their own generators with: a submission sees it, and can tell no input from it.

    A small seed could be found by trying. So each try takes a millisecond, and the text of the submission is part
    of it, for which no table can be made beforehand.
    """
    tried = hashlib.pbkdf2_hmac("sha256", str(seed).encode(), submission.encode(), 2000, 4)
    return int.from_bytes(tried, "big")


class Grading:
    """One grading, which owns all that it opens: its runners, and the workers behind them.

    pytest runs the checks; for each of them `begin` and `end` are called by the plugin.
    """

    def __init__(
        self,
        launcher: Launcher,
        exercise: Exercise,
        source: Source,
        seed: int,
        known: Sequence[Mistake] = (),
        options: Options | None = None,
    ) -> None:
        self.exercise = exercise
        self.seed = seed
        self.options = options or Options()
        self.record = CheckRecord()  # of the check that runs now
        self._launcher = launcher
        self._known = known
        self._begin = time.monotonic()
        self._source = msgspec.structs.replace(source, seed=seed_of_workers(seed, source.text))
        self._solution_source = msgspec.structs.replace(
            self._source, text=exercise.solution.read_text(encoding="utf-8"), filename="solution.py", forbidden=()
        )
        self.interface = interface_of(self._solution_source.text)
        self.budget = Budget(self._begin, launcher.cpu_seconds)
        self.submission = Runner(launcher, self._source, Limits(reply=REPLY), self.budget)
        self.solution = Runner(launcher, self._solution_source)
        self._shrinkers = [
            Runner(launcher, one, shrink.LIMITS) for one in (self._source, self._solution_source)
        ]  # inputs are made smaller in workers of their own, with shorter limits
        self._effort_left = shrink.EffortLeft(self.options.shrink)
        self._landmarks = landmarks(exercise)
        self._checked: list[Checked] = []
        self._room = _ROOM
        self._pairs: dict[str, tuple[Pair, ...]] = {}  # of races, by function
        self._memory: MemoryResult | None = None
        self._unexplained: list[str] = []

    def __enter__(self) -> Self:
        """Return the grading."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every worker that was started."""
        for runner in (self.submission, self.solution, *self._shrinkers):
            runner.close()

    def run(self, tier: str) -> GradingResult:
        """Run all checks, diagnose what failed, and return the result.

        Args:
            tier: how the workers are locked, for the report.

        Raises:
            JudgeError: the grader cannot be run, or a worker cannot be started.
        """
        loading = self.submission.load()
        if loading.ended is not Ended.RETURNED:
            unwritten = loading.ended is Ended.NOT_WRITTEN
            check = (
                reports.not_started(self.exercise, self._source)
                if unwritten
                else reports.not_loaded(self.exercise, self._source, loading)
            )
            return GradingResult(report=self._report(tier, [check]))
        self._run_checks()
        diagnosis = self._unless_odd("looking for a known mistake", self._diagnosis)
        self._unless_odd("writing down the calls", self._type_calls)
        failed_calls = [checked.failed_call for checked in self._checked if checked.failed_call]
        speeds = tuple(speed for checked in self._checked for speed in checked.speeds)
        nearest = max(speeds, key=lambda speed: speed.ratio / speed.limit, default=None)
        return GradingResult(
            report=self._report(tier, [checked.result for checked in self._checked], nearest, diagnosis),
            failed_calls=tuple(
                self._unless_odd("asking the solution", partial(with_solution, failed, self.solution)) or failed
                for failed in failed_calls
            ),
            pairs=self._pairs.get(nearest.function, ()) if nearest else (),
            speeds=speeds,
            unexplained=tuple(self._unexplained),
        )

    def _unless_odd(self, what: str, ask: Callable[[], _T]) -> _T | None:
        """Return what `ask` returns, or None if an odd answer breaks it: the verdict is known, this only explains it.

        Raises:
            JudgeError: a worker cannot be started.
        """
        try:
            return ask()
        except JudgeError:
            raise
        except Exception as error:  # noqa: BLE001 - see above
            told = f"{self.exercise.task}: {what} broke on an odd answer ({type(error).__name__}); the verdict stands."
            self._unexplained.append(told)
            return None

    def has_failed(self) -> bool:
        """Say whether a required check has failed so far."""
        return any(one.result.outcome is Outcome.FAILED and not one.result.bonus for one in self._checked)

    def was_too_slow(self) -> bool:
        """Say whether a check has found the submission too slow; one that hangs on a bad argument alone is not."""
        results = [checked.result for checked in self._checked]
        slow = any(result.verdict is Verdict.TOO_SLOW for result in results)
        return slow or any(result.verdict is Verdict.TIMED_OUT and not result.bonus for result in results)

    def is_over(self) -> bool:
        """Say whether the checks that are left need not run."""
        verdict = self._checked[-1].result.verdict if self._checked else None
        return self.options.until_failure and verdict not in (None, Verdict.JUDGE_ERROR, Verdict.NOT_MEASURED)

    def begin(self, _: Check) -> None:
        """Begin a check with an empty record."""
        self.record = CheckRecord()

    def end(
        self, check: Check, error: BaseException | None, seconds: float, again: Callable[[], None] = lambda: None
    ) -> None:
        """Note how a check ended: without an error it passed. `again` runs its function once more."""
        if isinstance(error, Exception) and not isinstance(error, _KNOWN_ENDS):
            error = self._odd_answer(error, again) or error
        record = self.record
        if record.speeds:
            self._pairs[record.speeds[-1].function] = record.pairs
        self._memory = record.memory or self._memory
        outcome = _outcome_of(error)
        told = self._failed(check, error) if error and not isinstance(error, pytest.skip.Exception) else None
        verdict, failure, failing, failed_call = told or (None, None, None, None)
        result = CheckResult(
            name=check.name, title=check.title, level=check.level, bonus=check.level in self.exercise.bonus,
            outcome=outcome, verdict=verdict, failure=failure, seconds=seconds,
        )  # fmt: skip
        kept = sum(len(checked.passed) for checked in self._checked)
        passed = [call for call in record.calls if call is not failing and self._has_room_for(call)]
        if failing and not self._has_room_for(failing):
            failing = failed_call = None
        self._checked.append(
            Checked(
                result=result,
                passed=passed[: max(0, _KEPT_CALLS - kept)],
                failing=failing,
                refusal=isinstance(error, Mismatch) and error.refusal,
                failed_call=failed_call,
                speeds=tuple(record.speeds),
            )
        )

    def _has_room_for(self, call: Call) -> bool:
        """Say whether the values of a call can be kept; if so, take room for them."""
        size = call.size + _OBJECT * call.header  # each byte of a header can become a list
        if size > self._room:
            return False
        self._room -= size
        return True

    def speed(self, rng: np.random.Generator) -> Speed:
        """Return what measures time for the check that runs now."""

        def start_race(function: str, rule: Rule, compare: Compare) -> Race:
            return Race(self._launcher, self._source, self._solution_source, function, rule, compare, self.budget)

        return Speed(
            start_race, rng, self.record, plot=self.options.growth, landmarks=self._landmarks,
            official=self._launcher.tier() in OFFICIAL_TIERS,
        )  # fmt: skip

    def memory(self, rng: np.random.Generator) -> Memory:
        """Return what measures memory for the check that runs now."""
        return Memory(self._launcher, self._source, self._solution_source, rng, self.record, self.budget)

    def _failed(self, check: Check, error: BaseException) -> tuple[Verdict, Failure, Call | None, FailedCall | None]:
        """Return the verdict on a check that failed, what is told of it, and the call that failed it."""
        match error:
            case Mismatch():
                return self._mismatched(check, error)
            case CallFailed(call=call):
                failure = verdicts.failure_of_call(call, self.exercise, self._source.text, self._source.filename)
                failed = failed_call_of(check.name, call, None) if call.function else None
                return verdicts.verdict_of_call(call), failure, call, failed
            case _ if type(error) in _VERDICTS:
                return _VERDICTS[type(error)], Failure(summary=str(error)), None, None
            case _:
                return Verdict.JUDGE_ERROR, reports.own_failure(error), None, None

    def _odd_answer(self, error: Exception, again: Callable[[], None]) -> Mismatch | None:
        """Return the mismatch of an odd answer that broke a check.

        The check runs again with the solution in the submission's place; None if right answers break it too.
        """
        made = [call for call in self.record.calls if call.ended is Ended.RETURNED]
        if not made:
            return None
        calls, solved = [*self.record.calls], [*self.record.solved]
        try:
            with self.submission.holding(self._solution_source):
                again()
        except Exception:  # noqa: BLE001 - the first error is told
            return None
        finally:
            self.record.calls[:], self.record.solved[:] = calls, solved
        mismatch = odd(error, made[-1].value)
        mismatch.call = made[-1]
        return mismatch

    def _mismatched(self, check: Check, mismatch: Mismatch) -> tuple[Verdict, Failure, Call | None, FailedCall | None]:
        failing = self.record.call_behind(mismatch)
        call, failed_call = failing, None
        if call:
            failed_call = self._failed_call(check, call, mismatch)
            if smaller := self._unless_odd("making a call smaller", partial(self._smaller, check, mismatch, call)):
                call, mismatch = smaller
                small = self._failed_call(check, call, mismatch)
                failed_call = msgspec.structs.replace(small, larger=failed_call)
        failure = verdicts.failure_of_mismatch(mismatch, call)
        return Verdict.WRONG_ANSWER, failure, failing, failed_call

    def _failed_call(self, check: Check, call: Call, mismatch: Mismatch) -> FailedCall:
        failed = failed_call_of(check.name, call, mismatch, check.density)
        names = tuple(self.interface.parameters.get(call.function, ()))
        return msgspec.structs.replace(failed, picture=check.picture, names=names)

    def _smaller(self, check: Check, mismatch: Mismatch, call: Call) -> shrink.Shrunk | None:
        """Return a smaller call that fails alike, where the input was random and the solution answered it too."""
        compared, options = mismatch.compared, self.options.shrink
        if compared is None or not check.is_random or options.seconds <= 0:
            return None
        if call.step or call.before:  # a call of an object depends on the calls before it
            return None
        if options.only_first and (check.level in self.exercise.bonus or self._has_wrong_answer()):
            return None
        if not was_compared(call, compared, self.record.solved):
            return None
        submission, solution = self._shrinkers
        return shrink.smaller(call, compared.again, submission, solution, check.legal, self._effort_left)

    def _has_wrong_answer(self) -> bool:
        required = (one.result for one in self._checked if not one.result.bonus)
        return any(result.verdict is Verdict.WRONG_ANSWER for result in required)

    def _diagnosis(self) -> Diagnosis | None:
        """Return the known mistake that explains what failed.

        Bonus checks are explained only where no required check failed: what is said of them would be untrue of the
        failure that is shown. Wrong answers come first; missing checks of arguments are secondary, since whoever left
        them out may have made another mistake too.
        """
        wrong = [
            one for one in self._checked
            if one.failing and one.result.verdict in (Verdict.WRONG_ANSWER, Verdict.CRASHED)
        ]  # fmt: skip
        wrong = [one for one in wrong if one.result.bonus is not self.has_failed()]
        chosen = [one for one in wrong if not one.refusal] or wrong
        failed = [one.failing for one in chosen if one.failing]
        if not failed:
            return None
        # Each function and each class has its own mistakes.
        failed = [call for call in failed if _owner(call) == _owner(failed[0])]
        passed = [call for one in self._checked for call in one.passed]
        pair_calls = min(PAIR_CALLS, self.options.shrink.calls // 5)
        return diagnose(self._launcher, self.exercise, self._known, failed, passed, self._source, pair_calls)

    def _type_calls(self) -> None:
        """Put the failed calls into the failures, as one would type them; required checks come first."""
        failed = {
            n: one.failed_call.call for n, one in enumerate(self._checked) if one.failed_call and one.failed_call.call
        }
        order = sorted(failed, key=lambda number: self._checked[number].result.bonus)
        runner = Runner(self._launcher, self._source)
        texts = call_texts([failed[number] for number in order], self.exercise, runner)
        for number, text in zip(order, texts, strict=True):
            result = self._checked[number].result
            failure = msgspec.structs.replace(result.failure, call=text) if result.failure else None
            result = msgspec.structs.replace(result, failure=failure)
            self._checked[number] = msgspec.structs.replace(self._checked[number], result=result)

    def _report(
        self,
        tier: str,
        checks: Sequence[CheckResult],
        speed: SpeedResult | None = None,
        diagnosis: Diagnosis | None = None,
    ) -> Report:
        failing = [one.failing for one in self._checked if one.failing]
        passed = [call for one in self._checked for call in one.passed]
        return reports.report_of(
            self.exercise, self._source, self.seed, self._begin, checks, tier,
            speed=speed, memory=self._memory, diagnosis=diagnosis, spent=self.budget.spent(),
            unwritten=verdicts.unwritten_sentence(failing, passed),
        )  # fmt: skip

    def _run_checks(self) -> None:
        """Run the exercise's grader, and an instructor's own checks.

        Raises:
            JudgeError: the grader cannot be run, or its levels are not those of the catalogue.
            UsageError: no check has the title that was asked for.
        """
        plugin = Plugin(self)
        try:
            run_grader(self.exercise, plugin, has_results=lambda: bool(self._checked))
        except JudgeError:
            if plugin.titles and not self._checked:
                raise UsageError(_no_check(self.exercise, self.options.only, plugin.titles)) from None
            raise
        if not self.options.only_limits and not self.options.until_failure and not self.options.only:
            _check_levels(self.exercise, [checked.result for checked in self._checked])


def _owner(call: Call) -> str:
    """Return the function or the class that a call belongs to."""
    return call.function.partition(".")[0]


def _no_check(exercise: Exercise, only: str, titles: Sequence[str]) -> str:
    by_words = {title.lower(): title for title in titles}
    near = [by_words[title] for title in nearest(only, by_words)] or list(titles[:3])
    levels = ", ".join([*exercise.levels, *exercise.bonus])
    asked = f'no check of {exercise.task} has "{printable(only, 80)}" in its title'
    return f"{asked}. There is {one_of(near)}, among others; or name a level: {levels}."


def _outcome_of(error: BaseException | None) -> Outcome:
    if error is None:
        return Outcome.PASSED
    is_skipped = isinstance(error, SpeedUnknown | MemoryUnknown | NotMeasured | pytest.skip.Exception)
    return Outcome.NOT_RUN if is_skipped else Outcome.FAILED


def _check_levels(exercise: Exercise, checks: Sequence[CheckResult]) -> None:
    used, known = {check.level for check in checks}, {*exercise.levels, *exercise.bonus}
    if used != known:
        names = ", ".join(sorted(used ^ known))
        raise JudgeError(f"the levels of {exercise.name} differ between catalogue and grader: {names or 'no level'}.")
