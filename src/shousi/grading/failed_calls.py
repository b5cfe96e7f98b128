"""The calls that failed checks, with their values, for pictures and for replay.

They stay in memory. The report and its files hold no arrays; the level of feedback decides what is shown of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from shousi.grading.drawings import DrawingOf, Pair, drawing_pair
from shousi.grading.failures import Mismatch
from shousi.grading.runners import Runner
from shousi.sandbox.judge.calls import Call, Ended


class Density(msgspec.Struct, frozen=True):
    """The distribution that draws should come from.

    Attributes:
        family: normal, of mean 0, or uniform, on [-scale, scale].
        scale: the standard deviation of a normal one, the bound of a uniform one.
    """

    family: Literal["normal", "uniform"]
    scale: float


DRAWN = frozenset({"points", "curves"})  # pictures that only the grader's own `picture` can give
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
        picture: the grader's own function that tells what to draw of an answer, if it has one.
        names: of the function's parameters, since `picture` gets every argument by name.
        call: how it ended, whole; `got` and `expected` may be parts of the answers.
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
    picture: DrawingOf | None = None
    names: tuple[str, ...] = ()
    call: Call | None = None
    larger: FailedCall | None = None

    def seen(self, picture: str) -> FailedCall:
        """Return what to draw: of some kinds the call before it was made smaller, where more is seen."""
        if self.larger and (picture in {"image", "density"} or (picture in DRAWN and self.larger.drawings())):
            return self.larger
        return self

    def drawings(self) -> Pair | None:
        """Return what the grader has drawn of both answers, if anything."""
        if self.picture is None or not (self.returned and self.solved):
            return None
        arguments = dict(zip(self.names, self.args, strict=False)) | dict(self.kwargs)
        return drawing_pair(self.picture, self.function, self.got, self.expected, arguments)


def failed_call_of(check: str, call: Call, mismatch: Mismatch | None, density: DensityOf | None = None) -> FailedCall:
    """Return a call that failed a check, with what is known of its answer.

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
        call=call,
    )


def with_solution(failed: FailedCall, solution: Runner) -> FailedCall:
    """Return the failed call with the solution's answer, where the check compared it with none."""
    if failed.solved or not failed.returned or failed.call is None:
        return failed
    call = solution.repeat(failed.call)
    has_answer = call.ended is Ended.RETURNED
    return msgspec.structs.replace(failed, solved=True, expected=call.value) if has_answer else failed
