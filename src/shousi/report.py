"""The report of one grading: frozen structs, written as JSON and read back, schema shousi/report/v2.

All text in a report is printable: the code that puts it there passes it through `errors.printable`. So every view of a
report may write it unchanged.
"""

from __future__ import annotations

import enum
import inspect
import math
from typing import Any, Literal

import msgspec

SCHEMA = "shousi/report/v2"


class Verdict(enum.Enum):
    """The result of a grading, in one or two words."""

    ACCEPTED = "accepted"
    WRONG_ANSWER = "wrong answer"
    TOO_SLOW = "too slow"
    OUT_OF_MEMORY = "out of memory"
    CRASHED = "crashed"
    TIMED_OUT = "timed out"
    FORBIDDEN = "forbidden"
    NOT_STARTED = "not started"
    NOT_MEASURED = "speed not measured"
    UNDECIDED = "speed undecided"
    MEMORY_UNDECIDED = "memory undecided"
    JUDGE_ERROR = "judge error"


class Outcome(enum.Enum):
    """How one check ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not run"


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why a check failed.

    Attributes:
        summary: one line: what was expected, what came, what to do next.
        call: the call as one would type it.
        expected: what the call should have returned.
        got: what it returned.
        where: the first place where the two differ.
        traceback: the frames of the submission, innermost last, and the exception.
        printed: the first lines that the submission printed during the call.
    """

    summary: str
    call: str = ""
    expected: str = ""
    got: str = ""
    where: str = ""
    traceback: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """One check and how it ended.

    Attributes:
        name: the name of its function in the grader.
        title: the first line of its docstring, which the learner reads.
        level: the level that it belongs to; empty for what happens before any check, such as loading.
        bonus: whether that is a bonus level, which never decides the verdict.
        outcome: how it ended.
        verdict: the verdict on this check; None where it passed.
        failure: why it failed.
        seconds: the time that it took.
    """

    name: str
    title: str
    level: str
    bonus: bool = False
    outcome: Outcome
    verdict: Verdict | None = None
    failure: Failure | None = None
    seconds: float = 0.0


class LevelResult(msgspec.Struct, frozen=True, kw_only=True):
    """A level's points, by the share of its checks that passed, rounded down.

    Attributes:
        name: the name of the level.
        points: the points earned.
        max_points: the points that could be earned.
        passed: the number of checks that passed.
        checks: the number of checks.
        bonus: whether it is a bonus level, which never decides the verdict.
    """

    name: str
    points: int
    max_points: int
    passed: int
    checks: int
    bonus: bool = False


class Growth(msgspec.Struct, frozen=True, kw_only=True):
    """Processor time over the size of the input.

    Attributes:
        of: what the sizes count, such as "boxes".
        sizes: the sizes, ascending.
        milliseconds: median processor time of one call of the submission at each size.
        solution_milliseconds: the same for the solution.
        slope: the slope of log(ratio) over log(size); 0 grows as the solution does. None with fewer than three sizes.
        limit: the largest slope that passes; None where the check does not judge it.
    """

    of: str
    sizes: tuple[int, ...]
    milliseconds: tuple[float, ...]
    solution_milliseconds: tuple[float, ...]
    slope: float | None = None
    limit: float | None = None


class SpeedResult(msgspec.Struct, frozen=True, kw_only=True):
    """How the submission's processor time compares with the solution's.

    Attributes:
        function: the function that was timed.
        ratio: median over the pairs of submission time over solution time.
        limit: the largest ratio that passes.
        pairs: number of scored pairs of calls.
        decision: the decision of the rule (see `timing.Decision`).
        milliseconds: median processor time of one call of the submission.
        solution_milliseconds: the same for the solution.
        busy: whether other work kept the processor from the two workers.
        official: whether the time was read from outside the worker.
        repeated: whether the ratio was implausibly low, so that everything was measured and checked once more.
        loop: what a plain Python loop takes, in multiples of the solution's time, where the exercise says so.
        library: the same for a library's own function.
        growth: time over size, where it was asked for or the check judges it.
    """

    function: str = ""
    ratio: float
    limit: float
    pairs: int
    decision: str
    milliseconds: float
    solution_milliseconds: float
    busy: bool
    official: bool
    repeated: bool = False
    loop: float | None = None
    library: float | None = None
    growth: Growth | None = None


class MemoryResult(msgspec.Struct, frozen=True, kw_only=True):
    """How much memory a call took.

    Attributes:
        function: the function that was called.
        mebibytes: peak resident memory of the worker over that of an idle one; None where it is unknown: the call
            ran into the hard limit, or the system cannot measure it from outside.
        limit: the largest amount that passes, in MiB.
        official: whether it was read from outside the worker.
    """

    function: str
    mebibytes: float | None
    limit: float
    official: bool


class Spent(msgspec.Struct, frozen=True, kw_only=True):
    """What a grading has used of its time.

    Attributes:
        seconds: on the clock, from its beginning.
        in_calls: those of them in calls of the submission, its loading included; the judge used the others.
        limit: seconds that a grading may take on an idle machine; on a busy one it gets more.
        cpu: seconds of processor time, of the judge and of all workers together, those of the solution too.
        cpu_in_workers: those of them in workers; None if the system does not tell.
    """

    seconds: float
    in_calls: float
    limit: float
    cpu: float | None = None
    cpu_in_workers: float | None = None

    @property
    def cpu_text(self) -> str:
        """The processor time: "4.1 s of processor time, 3.0 s of them in workers"; empty if unknown."""
        if self.cpu is None or self.cpu_in_workers is None:
            return ""
        return f"{self.cpu:.1f} s of processor time, {self.cpu_in_workers:.1f} s of them in workers"


class Diagnosis(msgspec.Struct, frozen=True):
    """A known mistake that gives the same wrong outputs as the submission."""

    mistake: str
    sentence: str


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """What a grading ran on, as far as it can affect a verdict."""

    shousi: str
    python: str
    system: str
    packages: dict[str, str]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One grading of one exercise.

    `points` and `max_points` count the required levels, `bonus_points` and `max_bonus_points` the others. Version 1 of
    the schema had no bonus levels; its reports can still be read.
    """

    schema: Literal["shousi/report/v1", "shousi/report/v2"] = "shousi/report/v2"
    exercise: str
    variant: str = ""
    submission: str
    verdict: Verdict
    summary: str
    points: int
    max_points: int
    bonus_points: int = 0
    max_bonus_points: int = 0
    levels: tuple[LevelResult, ...]
    checks: tuple[CheckResult, ...]
    speed: SpeedResult | None
    memory: MemoryResult | None = None
    diagnosis: Diagnosis | None
    seed: int
    sandbox: str
    environment: Environment
    created: str
    seconds: float
    functions: tuple[str, ...] = ()
    spent: Spent | None = None

    @property
    def word(self) -> str:
        """The verdict as the learner reads it: "perfect" where it is accepted with every bonus point."""
        is_perfect = self.verdict is Verdict.ACCEPTED and 0 < self.max_bonus_points == self.bonus_points
        return "perfect" if is_perfect else self.verdict.value

    @property
    def missed_bonus(self) -> list[CheckResult]:
        """The first failed check of each bonus level that an accepted submission missed."""
        if self.verdict is not Verdict.ACCEPTED:
            return []
        failed = [check for check in self.checks if check.bonus and check.verdict is not None]
        first = {check.level: check for check in reversed(failed)}
        return [check for check in failed if first[check.level] is check]

    @property
    def task(self) -> str:
        """The exercise together with its variant: "nms", "nms/per_class"."""
        return f"{self.exercise}/{self.variant}" if self.variant else self.exercise


def two_digits(ratio: float) -> str:
    """Return a ratio with the two digits that a measurement can give: "0.98", "1.0", "3.2", "31", "410"."""
    rounded = float(f"{ratio:.2g}")
    digits = max(0, 1 - math.floor(math.log10(rounded))) if 0 < rounded < math.inf else 0
    return f"{rounded:.{digits}f}"


def to_json(report: Report) -> bytes:
    """Return a report as indented JSON, one trailing newline."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def from_json(data: bytes) -> Report:
    """Return the report that `to_json` wrote.

    Raises:
        msgspec.ValidationError: the data are not of this schema.
    """
    return msgspec.json.decode(data, type=Report)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a report, made from the structs themselves."""
    schema = msgspec.json.schema(Report)
    for definition in schema["$defs"].values():
        if "description" in definition:  # a docstring, which Python 3.13 and later keep without its indentation
            definition["description"] = inspect.cleandoc(definition["description"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **schema}
