"""The pytest plugin of the judge: fixtures for graders, and a result for every check.

pytest runs a grader in the judge's own process, which holds expected values and never a submission.
"""

from __future__ import annotations

import traceback
import zlib
from collections.abc import Callable, Generator
from typing import Any

import msgspec
import numpy as np
import pytest

from shousi.catalogue import Exercise
from shousi.errors import printable
from shousi.grading import shrink, verdicts
from shousi.grading.failed_calls import FailedCall, failed_call_of
from shousi.grading.memory import Memory
from shousi.grading.race import Compare, Lanes
from shousi.grading.runners import (
    MAX_HANGS,
    CallFailed,
    Function,
    Mismatch,
    Runner,
    Solution,
    Source,
    SpeedUnknown,
    TooMuchMemory,
    TooSlow,
    was_compared,
)
from shousi.grading.shrink import Effort
from shousi.grading.speed import Speed, landmarks
from shousi.report import CheckResult, Failure, MemoryResult, Outcome, SpeedResult, Verdict
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.judge.launch import Launcher
from shousi.timing import Pair

_KEPT_CALLS = 200  # of passed checks, to tell apart mistakes that fail alike


# Told of what begins: its title, its number from 1 up, and how many there are.
OnProgress = Callable[[str, int, int], None]


def no_progress(title: str, number: int, count: int) -> None:
    """Follow no progress."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a grading goes about it; no verdict depends on it, but for checks that are not run.

    Attributes:
        shrink: how much is done to make failing inputs smaller.
        speed: measure time and memory against the limits.
        growth: also measure time over size.
        only_limits: run no check but those of time and memory.
        speed_when_right: measure speed only when all checks before have passed.
        progress: is told of each check that begins.
    """

    shrink: Effort = Effort()
    speed: bool = True
    growth: bool = False
    only_limits: bool = False
    speed_when_right: bool = False
    progress: OnProgress = no_progress


class NotMeasured(Exception):
    """The check would measure, and that was not wanted."""


class Plugin:
    """One run of one grader against one submission."""

    def __init__(
        self, launcher: Launcher, exercise: Exercise, submission: Runner, seed: int, manner: Options | None = None
    ) -> None:
        self.launcher = launcher
        self.exercise = exercise
        self.submission = submission
        self.seed = seed
        self.landmarks = landmarks(exercise)
        text = exercise.solution.read_text(encoding="utf-8")
        given, load_seed = submission.source.given, submission.source.seed
        self.solution_source = Source(
            text=text, filename="solution.py", functions=exercise.functions, given=given, seed=load_seed,
            permits=submission.source.permits,
        )  # fmt: skip
        self.solution_runner = Runner(launcher, self.solution_source)
        self.shrinking = [
            Runner(launcher, source, shrink.LIMITS) for source in (submission.source, self.solution_source)
        ]
        self.manner = manner or Options()
        self.shrink_budget = shrink.Budget(self.manner.shrink)
        self.results: list[CheckResult] = []
        self.failed_answers: list[Call] = []
        self.failed_refusals: list[Call] = []
        self.unwritten: list[Call] = []
        self.passed_calls: list[Call] = []
        self.cases: list[FailedCall] = []
        self.measured: SpeedResult | None = None
        self.pairs: tuple[Pair, ...] = ()
        self.begun = self.collected = 0
        self.every_speed: list[SpeedResult] = []
        self.memory_taken: MemoryResult | None = None
        self.interrupted = False

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Remember ctrl-C; pytest also calls this, with a class of its own, when a grader cannot be imported."""
        self.interrupted = excinfo.type is KeyboardInterrupt

    def pytest_configure(self, config: pytest.Config) -> None:
        """Register a fixture for each function of the exercise, under its own name."""
        fixtures = type("Functions", (), {name: _function_fixture(self.submission, name) for name in self._names()})
        config.pluginmanager.register(fixtures(), "shousi-functions")

    def _names(self) -> tuple[str, ...]:
        return self.exercise.functions

    @pytest.fixture
    def solution(self) -> Solution:
        """Return the reference's functions, which run in a worker of their own."""
        return Solution(self.solution_runner)

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        """Return the check's own random numbers: other checks do not disturb them, the same seed repeats them."""
        return np.random.default_rng([self.seed, zlib.crc32(request.node.name.encode())])

    @pytest.fixture
    def speed(self, rng: np.random.Generator) -> Generator[Speed]:
        """Return the speed judge; what it measured goes into the report."""
        self._check_wanted()

        def lanes(function: str, limit: float, hold: Compare) -> Lanes:
            return Lanes(self.launcher, self.submission.source, self.solution_source, function, limit, hold)

        speed = Speed(lanes, rng, plot=self.manner.growth, landmarks=self.landmarks)
        yield speed
        if speed.result and (self.measured is None or _closeness(speed.result) > _closeness(self.measured)):
            self.measured = speed.result  # of several functions the one that is nearest to its limit
            self.pairs = speed.pairs
        self.every_speed += [speed.result] if speed.result else []

    @pytest.fixture
    def memory(self, rng: np.random.Generator) -> Generator[Memory]:
        """Return the judge of memory; what it measured goes into the report."""
        self._check_wanted()
        memory = Memory(self.launcher, self.submission.source, self.solution_source, rng)
        yield memory
        self.memory_taken = memory.result or self.memory_taken

    def _check_wanted(self) -> None:
        if self.manner.speed_when_right and any(result.outcome is Outcome.FAILED for result in self.results):
            pytest.skip("the answers come first")
        if not self.manner.speed:
            raise NotMeasured

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the checks that are not wanted."""
        if self.manner.only_limits:
            items[:] = [item for item in items if {"speed", "memory"} & set(getattr(item, "fixturenames", ()))]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Remember how many checks there are."""
        self.collected = len(session.items)

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Begin a check: forget the calls of the one before."""
        self.begun += 1
        self.manner.progress(title_of(item), self.begun, self.collected)
        self.submission.calls.clear()
        self.solution_runner.calls.clear()
        if self.submission.hangs >= MAX_HANGS:
            pytest.skip("it hung twice already")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Turn how a check ended into its result."""
        report = yield
        failed = call.excinfo is not None
        if call.when == "call" or failed:
            error = call.excinfo.value if call.excinfo else None
            self.results.append(self._result(item, error, call.duration))
        return report

    def _result(self, item: pytest.Item, error: BaseException | None, seconds: float) -> CheckResult:
        title, level = title_of(item), level_of(item)
        result = CheckResult(name=item.name, title=title, level=level, outcome=Outcome.PASSED, seconds=seconds)
        if error is None:
            self.passed_calls += self.submission.calls[: max(0, _KEPT_CALLS - len(self.passed_calls))]
            return result
        if isinstance(error, pytest.skip.Exception):
            return msgspec.structs.replace(result, outcome=Outcome.NOT_RUN)
        self.passed_calls += self.submission.calls[:-1][: max(0, _KEPT_CALLS - len(self.passed_calls))]
        outcome = Outcome.NOT_RUN if isinstance(error, SpeedUnknown | NotMeasured) else Outcome.FAILED
        verdict, failure = self._told(item, error)
        if isinstance(error, Mismatch) and error.refusal:
            self.failed_refusals += self.submission.calls[-1:]
        elif verdict in (Verdict.WRONG_ANSWER, Verdict.CRASHED):
            self.failed_answers += self.submission.calls[-1:]
        return msgspec.structs.replace(result, outcome=outcome, verdict=verdict, failure=failure)

    def _told(self, item: pytest.Item, error: BaseException) -> tuple[Verdict, Failure]:
        source = self.submission.source
        match error:
            case Mismatch():
                call = self.submission.calls[-1] if self.submission.calls else None
                shrunk = call and self._shrunk(item, error, call)
                if call:
                    density = _of_grader(item, "density")
                    case = failed_call_of(item.name, call, error, density)
                    small = shrunk and msgspec.structs.replace(failed_call_of(item.name, *shrunk, density), larger=case)
                    self.cases.append(small or case)
                call, mismatch = shrunk or (call, error)
                return Verdict.WRONG_ANSWER, verdicts.failure_of_mismatch(mismatch, call, self.exercise)
            case CallFailed(call=call):
                self.unwritten += [call] if call.ended is Ended.NOT_WRITTEN else []
                if call.function:
                    self.cases.append(failed_call_of(item.name, call, None))
                failure = verdicts.failure_of_call(call, self.exercise, source.text, source.filename)
                return verdicts.verdict_of_call(call), failure
            case TooSlow():
                return Verdict.TOO_SLOW, Failure(summary=str(error))
            case TooMuchMemory():
                return Verdict.OUT_OF_MEMORY, Failure(summary=str(error))
            case NotMeasured():
                return Verdict.NOT_MEASURED, Failure(summary="Not measured, because --no-speed asked for that.")
            case SpeedUnknown():
                return Verdict.JUDGE_ERROR, Failure(summary=str(error))
            case _:
                return Verdict.JUDGE_ERROR, own_failure(error)

    def _shrunk(self, item: pytest.Item, mismatch: Mismatch, call: Call) -> shrink.Shrunk | None:
        """Return a smaller counterexample, where the input was random and the solution answered it too."""
        compared = mismatch.compared
        if compared is None or "rng" not in getattr(item, "fixturenames", ()):
            return None
        if self.manner.shrink.only_first and any(result.verdict is Verdict.WRONG_ANSWER for result in self.results):
            return None
        if not was_compared(call, compared, self.solution_runner.calls):
            return None
        legal = _of_grader(item, "legal")
        submission, solution = self.shrinking
        return shrink.smaller(call, compared.again, submission, solution, legal, self.shrink_budget)


def _closeness(speed: SpeedResult) -> float:
    return speed.ratio / speed.limit


def own_failure(error: BaseException) -> Failure:
    """Tell a failure of the judge itself, with what helps to mend it."""
    story = traceback.format_exception(error)
    lines = [printable(line, 160) for part in story for line in part.rstrip().split("\n")]
    return Failure(summary=printable(f"{type(error).__name__}: {error}", 300), traceback=tuple(lines[-12:]))


def title_of(item: pytest.Item) -> str:
    """Return the promise of a check: its docstring's first line."""
    doc = getattr(getattr(item, "function", None), "__doc__", None) or item.name
    return str(doc).strip().partition("\n")[0]


def level_of(item: pytest.Item) -> str:
    """Return the level that a check was put into, or nothing."""
    mark = item.get_closest_marker("level")
    return str(mark.args[0]) if mark else ""


def _of_grader(item: pytest.Item, name: str) -> Any:
    """Return what a grader defines under this name beside its checks, or None."""
    return getattr(getattr(item, "module", None), name, None)


def _function_fixture(runner: Runner, name: str) -> Any:
    @pytest.fixture(name=name)
    def function(_: object) -> Function:
        return Function(runner, name)

    return function
