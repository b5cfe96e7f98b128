"""The functions that a check calls: the submission's and the solution's, and the record of what one check did."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shousi import compare
from shousi.errors import JudgeError, printable
from shousi.grading.failures import CallFailed, Compared, Mismatch
from shousi.grading.runners import Runner
from shousi.report import MemoryResult, SpeedResult
from shousi.sandbox.judge.calls import Call, Ended
from shousi.timing import Pair

Ask = Callable[..., tuple[tuple[Any, ...], Mapping[str, Any]]]


class CheckRecord:
    """What one check has done so far; each check begins with a new one.

    Attributes:
        calls: of the submission.
        solved: calls of the solution.
        speeds: what was measured of time, a result for each function.
        pairs: of the last race.
        memory: what was measured of memory.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.solved: list[Call] = []
        self.speeds: list[SpeedResult] = []
        self.pairs: tuple[Pair, ...] = ()
        self.memory: MemoryResult | None = None

    def call_behind(self, mismatch: Mismatch) -> Call | None:
        """Return the call whose answer is wrong: the one that returned what was compared, else the last one.

        None where no call was made, or its input is too large to be shown.
        """
        if mismatch.call or mismatch.is_large:
            return mismatch.call
        got = mismatch.compared
        whole = [call for call in self.calls if got and call.value is got.got]
        return next(reversed(whole or self.calls), None)


class Function:
    """A function of the submission, as a check calls it."""

    def __init__(
        self, runner: Runner, name: str, record: CheckRecord, seed: int | None = None, ask: Ask | None = None
    ) -> None:
        self.runner = runner
        self.name = name
        self.record = record
        self.seed = seed
        self.ask = ask

    def seeded(self, seed: int) -> Function:
        """Return the same function; before each call the worker's random generators are set to this seed."""
        return Function(self.runner, self.name, self.record, seed, self.ask)

    def asking(self, ask: Ask) -> Function:
        """Return the same function for a variant: `ask` turns the exercise's arguments into the variant's."""
        return Function(self.runner, self.name, self.record, self.seed, ask)

    def asked(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
        """Return the arguments as the submission gets them."""
        return self.ask(*args, **kwargs) if self.ask else (args, kwargs)

    def drawn(self, make_args: Callable[..., tuple[Any, ...]]) -> Callable[..., tuple[Any, ...]]:
        """Return a function that makes the variant's arguments, from one that makes the exercise's."""
        return lambda *given: self.asked(make_args(*given), {})[0]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the submission returned, as a plain value.

        Raises:
            CallFailed: the call did not return.
        """
        return self.returned(*args, **kwargs).value

    def returned(self, *args: Any, echo: bool = False, **kwargs: Any) -> Call:
        """Return the call: its value, what it printed and, with `echo`, its arguments as they were afterwards.

        Raises:
            CallFailed: the call did not return.
        """
        call = self.outcome(*args, echo=echo, **kwargs)
        if call.ended is not Ended.RETURNED:
            raise CallFailed(call)
        return call

    def outcome(self, *args: Any, echo: bool = False, **kwargs: Any) -> Call:
        """Return how the call ended, whatever that was."""
        args, named = self.asked(args, kwargs)
        call = self.runner.call(self.name, args, named, echo=echo, seed=self.seed)
        self.record.calls.append(call)
        return call


class Solution:
    """The solution's functions as attributes: `solution.nms(boxes, scores, 0.5)`."""

    def __init__(self, runner: Runner, record: CheckRecord, seed: int | None = None) -> None:
        self._runner = runner
        self._record = record
        self._seed = seed

    def seeded(self, seed: int) -> Solution:
        """Return the same functions; before each call the worker's random generators are set to this seed."""
        return Solution(self._runner, self._record, seed)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return a function of the solution; if a call of it fails, that is a fault of the judge."""

        def call(*args: Any, **kwargs: Any) -> Any:
            made = self._runner.call(name, args, kwargs, seed=self._seed)
            self._record.solved.append(made)
            return answer_of(made)

        return call


def answer_of(call: Call) -> Any:
    """Return what the solution returned.

    Raises:
        JudgeError: the call did not return.
    """
    if call.ended is not Ended.RETURNED:
        reason = f"{call.error.type_name}: {call.error.message}" if call.error else call.detail
        raise JudgeError(printable(f"the solution itself {call.ended.value} in {call.function}(…): {reason}", 300))
    return call.value


def was_compared(call: Call, compared: Compared, solved: Sequence[Call]) -> bool:
    """Say whether the assertion compared a call's own answer with the solution's answer to the same arguments."""
    asked = [list(call.args), dict(call.kwargs)]
    return call.value is compared.got and any(
        other.value is compared.expected
        and other.function == call.function
        and compare.same([list(other.args), dict(other.kwargs)], asked, rtol=0.0)
        for other in solved
    )
