"""What a grading is asked for, what its checks are, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from shousi.grading.drawings import DrawingOf
from shousi.grading.failed_calls import DensityOf, FailedCall
from shousi.grading.shrink import Effort
from shousi.report import CheckResult, Report, SpeedResult
from shousi.sandbox.judge.calls import Call
from shousi.timing import Pair

OnProgress = Callable[[str, int, int], None]  # gets the title of what begins, its number from 1 up, and how many


def no_progress(title: str, number: int, count: int) -> None:
    """Show no progress."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a grading is done. No option changes how a check is judged; some leave checks out.

    Attributes:
        shrink: how much is done to make failing inputs smaller.
        speed: measure time and memory against the limits.
        growth: also measure time over size.
        only_limits: run only the checks of time and memory.
        until_failure: end with the first check that fails.
        only: run only the checks whose title or name contains this, in any case; empty runs all.
        speed_when_right: measure speed only when no required check before has failed.
        progress: is told of each check that begins.
    """

    shrink: Effort = Effort()
    speed: bool = True
    growth: bool = False
    only_limits: bool = False
    until_failure: bool = False
    only: str = ""
    speed_when_right: bool = False
    progress: OnProgress = no_progress


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One check of a grader.

    Attributes:
        name: of the test function.
        title: the promise that the learner reads.
        level: that it belongs to.
        is_random: whether its inputs are drawn at random, so that a failing one may be made smaller.
        legal: the grader's own function that says which smaller inputs are fair, if it has one.
        density: the grader's own function that tells what an answer should be drawn from, if it has one.
        picture: the grader's own function that tells what to draw of an answer, if it has one.
    """

    name: str
    title: str
    level: str
    is_random: bool = False
    legal: Callable[..., bool] | None = None
    density: DensityOf | None = None
    picture: DrawingOf | None = None


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A check that has ended.

    Attributes:
        result: as the report has it.
        passed: calls that were right, to tell apart mistakes that fail alike.
        failing: the call that failed the check, if it was a call.
        refusal: whether that call should have raised an error for its arguments.
        failed_call: the same call, made smaller where that was possible, for pictures and replay.
        speeds: what was measured of time.
    """

    result: CheckResult
    passed: Sequence[Call] = ()
    failing: Call | None = None
    refusal: bool = False
    failed_call: FailedCall | None = None
    speeds: Sequence[SpeedResult] = ()


class GradingResult(msgspec.Struct, frozen=True, kw_only=True):
    """A finished grading.

    Attributes:
        report: what is shown, written and kept.
        failed_calls: in the order of their checks.
        pairs: of the speed check nearest to its limit.
        speeds: of every function that was timed.
        unexplained: what could not be explained of an odd answer, a sentence each; the verdict stands.
    """

    report: Report
    failed_calls: tuple[FailedCall, ...] = ()
    pairs: tuple[Pair, ...] = ()
    speeds: tuple[SpeedResult, ...] = ()
    unexplained: tuple[str, ...] = ()
