"""A source and the worker that runs it: `Runner` starts workers when they are needed and replaces those that ended."""

from __future__ import annotations

import contextlib
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import msgspec

from shousi.grading.budget import Budget
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.judge.client import Worker, ZygoteGone
from shousi.sandbox.judge.launch import Launcher
from shousi.sandbox.messages import Given, Limits

# Bytes that an answer may have: more than any check needs, but those of time and memory. They also give this many times
# the bytes of the solution's answer; the same answer in complex128 has twice as many.
REPLY, REPLY_OF_SOLUTION = 4 << 20, 4
_LONG = 0.1  # seconds; calls below that are not told apart from the judge's own work
SCRATCH = 16 << 20  # bytes in a folder for temporary files: exercises with files work on small ones
_T = TypeVar("_T")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A submission, a solution or a mistake, as a worker gets it.

    Attributes:
        text: the Python source.
        filename: what tracebacks call it.
        functions: the names that it must define.
        forbidden: the names that it must not use.
        given: modules that come with the exercise.
        seed: of the worker's random generators when the source is loaded.
        permits: what its worker may have that others may not: threads, scratch.
        modules: that it may import beside the standard library; empty allows all.
    """

    text: str
    filename: str
    functions: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()
    seed: int = 0
    permits: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()


def with_permits(limits: Limits, permits: Sequence[str]) -> Limits:
    """Return limits with what an exercise permits beyond what every worker has."""
    scratch = SCRATCH if "scratch" in permits else 0
    return msgspec.structs.replace(limits, threads="threads" in permits, scratch=scratch)


def once_more(ask: Callable[[], _T]) -> _T:
    """Return what `ask` returns; if the zygote, which forks workers, ends meanwhile, ask again: no submission did it.

    Raises:
        ZygoteGone: it ended again.
    """
    try:
        return ask()
    except ZygoteGone:
        return ask()


def load_into(worker: Worker, source: Source) -> Call:
    """Load a source into a worker and return how that ended."""
    return worker.load(
        source.text, source.filename, source.functions, source.forbidden, source.given, source.seed, source.modules
    )


class Runner:
    """A source and its worker; a worker that has ended is replaced at the next call."""

    def __init__(
        self, launcher: Launcher, source: Source, limits: Limits | None = None, budget: Budget | None = None
    ) -> None:
        self._launcher = launcher
        self.source = source
        self.limits = with_permits(limits or Limits(), source.permits)
        self._budget = budget
        self._worker: Worker | None = None
        self._endings: dict[int, Call] = {}  # the calls that ended workers
        self.started = 0  # workers so far
        self._repeated: tuple[str, int, tuple[Call, ...]] | None = None  # the row of calls that `repeat` made last
        self.timeouts = 0

    def load(self) -> Call:
        """Load the source into a fresh worker and return how that ended."""
        return once_more(self._load)

    def _load(self) -> Call:
        self.close()
        worker = self._launcher.start_worker(self.limits)
        self.started += 1
        worker.seconds_queued()  # what it waited for before, it did not wait for in this call
        call = self.within_budget(worker, lambda: load_into(worker, self.source))
        self._worker = None if worker.gone() else worker
        return call

    def call(
        self,
        function: str,
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
        *,
        before: Sequence[Call] = (),
        worker: int | None = None,
        **options: Any,
    ) -> Call:
        """Call one of its functions and return how that ended.

        Args:
            function: its name.
            args: positional arguments.
            kwargs: keyword arguments.
            before: the calls that made the objects which this one needs.
            worker: which worker has these objects; in another one they are made again.
            options: of `Worker.call`.
        """

        def ask() -> Call:
            ready = self.worker()
            if isinstance(ready, Call):
                return ready
            for call in before if worker != self.started else ():
                again = partial(ready.call, call.function, call.args, call.kwargs, **_options(call))
                made = self.within_budget(ready, again)
                if made.ended is not call.ended:
                    return made
            return self.within_budget(ready, lambda: ready.call(function, args, kwargs, **options))

        call = once_more(ask)
        if before:
            call = msgspec.structs.replace(call, before=tuple(before))
        if self._worker and self._worker.gone():
            self._endings[self.started] = call
        self.timeouts += call.ended is Ended.TIMED_OUT
        return call

    def repeat(self, call: Call, mark: str = "", *, echo: bool = False) -> Call:
        """Make a call of another runner here too, after the calls that made its objects.

        Those of them that have just been made here are not made again: checks of objects are long rows of calls.

        Args:
            call: that other call.
            mark: added to the names of functions and classes, where one source holds several of each.
            echo: also ask for the arguments as they are after the call.
        """

        def marked(one: Call) -> Call:
            step = one.step
            if step and step.on is None:
                step = msgspec.structs.replace(step, name=f"{step.name}{mark}")
            name, dot, method = one.function.partition(".")
            return msgspec.structs.replace(one, function=f"{name}{mark}{dot}{method}", step=step)

        last = marked(call)
        before = [marked(one) for one in call.before[self._done(call, mark) :]]
        made = self.call(last.function, last.args, last.kwargs, before=before, echo=echo, **_options(last))
        is_read = call.step is not None and call.step.read
        self._repeated = None
        if made.ended is call.ended and (call.step or call.before):
            self._repeated = (mark, self.started, call.before if is_read else (*call.before, call))
        return made

    def _done(self, call: Call, mark: str) -> int:
        """Return how many of the calls that a call needs have just been repeated, and nothing after them."""
        if self._worker is None or self._worker.gone() or self._repeated is None:
            return 0
        marked, worker, row = self._repeated
        is_here = marked == mark and worker == self.started and len(row) <= len(call.before)
        return len(row) if is_here and all(map(operator.is_, row, call.before)) else 0

    def ending_of(self, worker: int) -> Call | None:
        """Return the call that ended one of its workers; None if no call did."""
        return self._endings.get(worker)

    def within_budget(self, worker: Worker, ask: Callable[[], Call]) -> Call:
        """Return how a call of this worker ended, within what is left of the grading's time.

        Raises:
            OutOfTime: nothing is left, or the call used it up.
        """
        if self._budget is None:
            return ask()
        limits = worker.limits
        worker.limits = self._budget.within(limits)
        call = ask()
        if call.wall > _LONG:
            self._budget.charge(call.wall, worker.seconds_queued(), loading=not call.function)
        if call.ended is Ended.TIMED_OUT:
            self._budget.check()
        worker.limits = limits
        return call

    def worker(self) -> Worker | Call:
        """Return the worker with the source loaded; if it could not be loaded, how the loading ended."""
        if self._worker is None or self._worker.gone():
            call = self.load()
            if call.ended is not Ended.RETURNED or self._worker is None:
                return call
        return self._worker

    @contextlib.contextmanager
    def holding(self, source: Source) -> Iterator[None]:
        """Hold another source within this block."""
        own, self.source = self.source, source
        self.close()
        try:
            yield
        finally:
            self.source = own
            self.close()

    def close(self) -> None:
        """End the worker."""
        if self._worker:
            self._worker.close()
            self._worker = None


def _options(call: Call) -> dict[str, Any]:
    """Return the options with which a call was made."""
    return {"seed": call.seed, "step": call.step, "gradient": call.gradient}
