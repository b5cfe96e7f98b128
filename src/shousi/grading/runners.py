"""One grading's two workers: the submission's functions as a check calls them, and the solution's beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from shousi import compare
from shousi.compare import Difference
from shousi.errors import JudgeError, printable
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.judge.client import Worker, ZygoteGone
from shousi.sandbox.judge.launch import Launcher
from shousi.sandbox.messages import Given, Limits

Ask = Callable[..., tuple[tuple[Any, ...], Mapping[str, Any]]]

SCRATCH = 16 << 20  # bytes in a scratch folder: what an exercise with files is about is small enough to be looked at
_T = TypeVar("_T")
MAX_HANGS = 2  # a submission that hung twice would most likely hang in every check that is left


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A submission, a solution or a mistake, as a worker gets it.

    Attributes:
        text: the Python source.
        filename: what tracebacks call it.
        functions: the names that it has to define.
        forbidden: the names that it must not use.
        given: modules that come with the exercise.
        seed: of the worker's random generators when the source is loaded.
        permits: what its worker may have that others may not: threads, scratch.
    """

    text: str
    filename: str
    functions: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()
    seed: int = 0
    permits: tuple[str, ...] = ()


class Compared(msgspec.Struct, frozen=True):
    """What an assertion held against each other, and what it says of any other two."""

    got: Any
    expected: Any
    again: Callable[[Any, Any], Mismatch | None]


class Mismatch(Exception):
    """A call returned, and what it returned is not right.

    `refusal`: it should have refused its arguments. `compared`: by which assertion; set by `checks.comparison`.
    """

    def __init__(self, difference: Difference, *, refusal: bool = False) -> None:
        super().__init__(difference.summary)
        self.difference = difference
        self.refusal = refusal
        self.compared: Compared | None = None


def on_a_large_input(mismatch: Mismatch) -> Mismatch:
    """Return a mismatch on an input that is too large to be shown."""
    summary = f"on a large input: {mismatch.difference.summary}"
    return Mismatch(msgspec.structs.replace(mismatch.difference, summary=summary))


class CallFailed(Exception):
    """A call did not return."""

    def __init__(self, call: Call) -> None:
        super().__init__(call.ended.value)
        self.call = call


class TooSlow(Exception):
    """The answers are right and the time they take is over the limit."""


class TooMuchMemory(Exception):
    """The answers are right and the memory they take is over the limit."""


class SpeedUnknown(Exception):
    """No speed verdict could be had; the submission is not to blame."""


def with_permits(limits: Limits, permits: Sequence[str]) -> Limits:
    """Return limits with what an exercise permits beyond what every worker has."""
    scratch = SCRATCH if "scratch" in permits else 0
    return msgspec.structs.replace(limits, threads="threads" in permits, scratch=scratch)


def once_more(ask: Callable[[], _T]) -> _T:
    """Return what was asked for, asked again if the zygote ended meanwhile: no submission is to pay for that.

    Raises:
        ZygoteGone: it ended again.
    """
    try:
        return ask()
    except ZygoteGone:
        return ask()


class Runner:
    """A source and the worker that holds it; a worker that is gone is replaced at the next call."""

    def __init__(self, launcher: Launcher, source: Source, limits: Limits | None = None) -> None:
        self._launcher = launcher
        self.source = source
        self.limits = with_permits(limits or Limits(), source.permits)
        self._worker: Worker | None = None
        self.calls: list[Call] = []
        self.hangs = 0

    def load(self) -> Call:
        """Load the source into a fresh worker and say how that ended."""
        return once_more(self._load)

    def _load(self) -> Call:
        self.close()
        worker = self._launcher.start_worker(self.limits)
        source = self.source
        call = worker.load(source.text, source.filename, source.functions, source.forbidden, source.given, source.seed)
        self._worker = None if worker.gone() else worker
        return call

    def call(self, function: str, args: tuple[Any, ...], kwargs: Mapping[str, Any], **options: Any) -> Call:
        """Call one of its functions and say how that ended; the call is remembered for the current check."""

        def ask() -> Call:
            worker = self.worker()
            return worker if isinstance(worker, Call) else worker.call(function, args, kwargs, **options)

        call = once_more(ask)
        self.calls.append(call)
        self.hangs += call.ended is Ended.TIMED_OUT
        return call

    def worker(self) -> Worker | Call:
        """Return the worker with the source loaded, or how the loading ended if it could not be."""
        if self._worker is None or self._worker.gone():
            call = self.load()
            if call.ended is not Ended.RETURNED or self._worker is None:
                return call
        return self._worker

    def close(self) -> None:
        """End the worker."""
        if self._worker:
            self._worker.close()
            self._worker = None


class Function:
    """A function of the submission, as a check calls it."""

    def __init__(self, runner: Runner, name: str, seed: int | None = None, ask: Ask | None = None) -> None:
        self.runner = runner
        self.name = name
        self.seed = seed
        self.ask = ask

    def seeded(self, seed: int) -> Function:
        """Return the same function, before each call of which the worker's random generators are set to a seed."""
        return Function(self.runner, self.name, seed, self.ask)

    def asking(self, ask: Ask) -> Function:
        """Return the same function for a variant: `ask` turns the exercise's arguments into the variant's."""
        return Function(self.runner, self.name, self.seed, ask)

    def asked(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
        """Return arguments as the submission gets them."""
        return self.ask(*args, **kwargs) if self.ask else (args, kwargs)

    def drawn(self, draw: Callable[..., tuple[Any, ...]]) -> Callable[..., tuple[Any, ...]]:
        """Return what draws arguments of the exercise as one that draws the variant's."""
        return lambda *given: self.asked(draw(*given), {})[0]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the submission returned, as a plain value.

        Raises:
            CallFailed: it did not return.
        """
        return self.returned(*args, **kwargs).value

    def returned(self, *args: Any, echo: bool = False, **kwargs: Any) -> Call:
        """Return the call that returned: its value, what it printed, with `echo` its arguments as they were afterwards.

        Raises:
            CallFailed: it did not return.
        """
        call = self.outcome(*args, echo=echo, **kwargs)
        if call.ended is not Ended.RETURNED:
            raise CallFailed(call)
        return call

    def outcome(self, *args: Any, echo: bool = False, **kwargs: Any) -> Call:
        """Return how the call ended, whatever that was."""
        args, named = self.asked(args, kwargs)
        return self.runner.call(self.name, args, named, echo=echo, seed=self.seed)


class Solution:
    """The reference's functions as attributes: `solution.nms(boxes, scores, 0.5)`."""

    def __init__(self, runner: Runner, seed: int | None = None) -> None:
        self._party = runner
        self._seed = seed

    def seeded(self, seed: int) -> Solution:
        """Return the same functions, before each call of which the random generators are set to a seed."""
        return Solution(self._party, seed)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return a function of the solution; if a call of it fails, that is the judge's fault."""

        def call(*args: Any, **kwargs: Any) -> Any:
            return answer_of(self._party.call(name, args, kwargs, seed=self._seed))

        return call


def answer_of(call: Call) -> Any:
    """Return what the solution returned.

    Raises:
        JudgeError: it did not.
    """
    if call.ended is not Ended.RETURNED:
        reason = f"{call.error.type_name}: {call.error.message}" if call.error else call.detail
        raise JudgeError(printable(f"the solution itself {call.ended.value} in {call.function}(…): {reason}", 300))
    return call.value


def was_compared(call: Call, compared: Compared, solved: Sequence[Call]) -> bool:
    """Say whether a call's own answer was held against the solution's answer to the same arguments."""
    asked = [list(call.args), dict(call.kwargs)]
    return call.value is compared.got and any(
        other.value is compared.expected
        and other.function == call.function
        and compare.same([list(other.args), dict(other.kwargs)], asked, rtol=0.0)
        for other in solved
    )
