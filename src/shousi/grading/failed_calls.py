"""What a grading leaves behind beside its report: the failing calls with their values, for pictures and for replay.

They stay in memory. The report and its files hold no arrays; what is shown of a case is decided by the feedback level.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from shousi.grading.runners import Mismatch, Runner
from shousi.report import Report
from shousi.sandbox.judge.calls import Call, Ended
from shousi.timing import Pair


class Density(msgspec.Struct, frozen=True):
    """The distribution that draws should come from.

    Attributes:
        family: normal, of mean 0, or uniform, on [-scale, scale].
        scale: the standard deviation of a normal one, the bound of a uniform one.
    """

    family: Literal["normal", "uniform"]
    scale: float


DensityOf = Callable[..., Density | None]  # the grader's own: the function's name comes first


class FailedCall(msgspec.Struct, frozen=True, kw_only=True):
    """One failing call.

    Attributes:
        check: the name of the check in the grader.
        function: what was called.
        args: positional arguments, as they were sent.
        kwargs: keyword arguments, as they were sent.
        seed: what the random generators were set to before, if they were.
        raised: whether the call ended in an exception.
        returned: whether the call returned; `got` means something only then.
        got: what came back, or the part of it that the check looked at.
        solved: whether `expected` is known.
        expected: what should have come back.
        density: what the answer's numbers should be drawn from, where the grader tells.
        larger: the call before it was made smaller, which makes the better picture; None when it was not.
    """

    check: str
    function: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    seed: int | None = None
    raised: bool = False
    returned: bool = False
    got: Any = None
    solved: bool = False
    expected: Any = None
    density: Density | None = None
    larger: FailedCall | None = None

    def seen(self, picture: str) -> FailedCall:
        """Return what to draw: of images and of draws the call before it was made smaller, where more is seen."""
        return self.larger if self.larger and picture in {"image", "density"} else self


class GradingResult(msgspec.Struct, frozen=True):
    """A grading whole: its report, its failing calls in the order of their checks, and the pairs of the speed check."""

    report: Report
    cases: tuple[FailedCall, ...] = ()
    pairs: tuple[Pair, ...] = ()


def failed_call_of(check: str, call: Call, mismatch: Mismatch | None, density: DensityOf | None = None) -> FailedCall:
    """Return a failing call as a case.

    Args:
        check: the name of the check.
        call: how it ended.
        mismatch: what is wrong with its answer, if it gave one.
        density: the grader's, if it has one.
    """
    compared = mismatch.compared if mismatch else None
    returned = call.ended is Ended.RETURNED
    return FailedCall(
        check=check,
        function=call.function,
        args=call.args,
        kwargs=call.kwargs,
        seed=call.seed,
        raised=call.ended is Ended.RAISED,
        returned=returned,
        got=compared.got if compared else call.value if returned else None,
        solved=compared is not None,
        expected=compared.expected if compared else None,
        density=density(call.function, *call.args, **call.kwargs) if density and returned else None,
    )


def solved(case: FailedCall, solution: Runner) -> FailedCall:
    """Return the case with the solution's answer, where the check itself held nothing against it."""
    if case.solved or not case.returned:
        return case
    call = solution.call(case.function, case.args, case.kwargs, seed=case.seed)
    return msgspec.structs.replace(case, solved=True, expected=call.value) if call.ended is Ended.RETURNED else case
