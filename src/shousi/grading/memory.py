"""The `memory` fixture: how a check limits the memory of a call, in MiB."""

from __future__ import annotations

import msgspec
import numpy as np

from shousi.grading.budget import Budget
from shousi.grading.checks import assert_close
from shousi.grading.failures import CallFailed, MemoryUnknown, Mismatch, TooMuchMemory, comparing
from shousi.grading.functions import CheckRecord, Function, answer_of
from shousi.grading.race import Compare, MakeArgs
from shousi.grading.runners import REPLY, REPLY_OF_SOLUTION, Source, load_into, once_more, with_permits
from shousi.report import MemoryResult
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.judge.launch import OFFICIAL_TIERS, Launcher
from shousi.sandbox.judge.procfs import Resident
from shousi.sandbox.messages import Limits

# Memory does not depend on time: a large input may take its while, on a busy machine longer still.
_LIMITS = Limits(cpu=20.0, wall=60.0)


class Memory:
    """The `memory` fixture of a check: `memory.at_most(128, nms, make_args)`."""

    def __init__(
        self,
        launcher: Launcher,
        submission: Source,
        solution: Source,
        rng: np.random.Generator,
        record: CheckRecord,
        budget: Budget | None = None,
    ) -> None:
        self._launcher = launcher
        self._submission = submission
        self._solution = solution
        self._rng = rng
        self._record = record
        self._budget = budget

    def at_most(self, limit: float, function: Function, make_args: MakeArgs, compare: Compare = assert_close) -> None:
        """Check that one call takes at most `limit` MiB: the worker's peak over what it had before it saw the source.

        What the source keeps from its loading counts too, else memory could be hidden there. An idle worker
        touches some 3 MiB more when it first runs, so limits should be tens of MiB. A peak above the limit is not
        believed alone: the kernel counts pages of libraries in it, 13 MiB on one machine and 70 on another for the same
        call of PyTorch. Then the call must fail once more, in a worker that may have `limit` MiB of private memory.

        Args:
            limit: in MiB, well below the hard limit that every call has.
            function: of the submission; the solution's is the one of the same name.
            make_args: makes the arguments.
            compare: compares the answer with the solution's, as the other checks do.

        Raises:
            TooMuchMemory: the call took more.
            Mismatch: the answer was wrong.
            CallFailed: the call did not return.
            MemoryUnknown: the answer was right, and this system does not let us measure the call.
        """
        args = function.drawn(make_args)(self._rng)
        expected, _ = once_more(lambda: self._measured(self._solution, function.name, args))
        call, taken = self._measured_twice(function.name, args, limit, REPLY + REPLY_OF_SOLUTION * expected.size)
        # A call that ran into the hard limit took more than any limit of a check, whatever the kernel saw of it.
        refused = call.ended is Ended.OUT_OF_MEMORY
        result = MemoryResult(
            function=function.name,
            mebibytes=None if refused else taken,
            limit=limit,
            official=refused or taken is not None,
        )
        if result.official or call.ended is Ended.RETURNED:  # else it ended too soon to be measured
            self._record.memory = result
        if refused or (taken is not None and taken > limit and call.ended is Ended.RETURNED):
            raise TooMuchMemory(describe_memory(result))
        if call.ended is not Ended.RETURNED:
            raise CallFailed(call)
        try:
            comparing(compare, call.value, answer_of(expected))
        except Mismatch as mismatch:
            raise mismatch.on_a_large_input() from None
        if taken is None and self._is_official():
            raise MemoryUnknown(f"the memory of {function.name}(…) cannot be read on this system.")

    def _is_official(self) -> bool:
        return self._launcher.tier() in OFFICIAL_TIERS

    def _measured_twice(
        self, function: str, args: tuple[object, ...], limit: float, reply: int
    ) -> tuple[Call, float | None]:
        """Measure a call; a figure that could not be read, or is too large, has a second chance in a fresh worker."""

        def measure(private: float = 0) -> tuple[Call, float | None]:
            limits = msgspec.structs.replace(_LIMITS, reply=reply, private=int(private * (1 << 20)))
            return once_more(lambda: self._measured(self._submission, function, args, limits))

        call, taken = measure()
        if taken is None and call.ended is Ended.RETURNED and self._is_official():
            call, taken = measure()
        if taken is not None and taken > limit and self._is_official():
            fits, taken_again = measure(private=limit)
            if fits.ended is Ended.RETURNED and taken_again is not None:
                return fits, min(taken_again, limit)
        return call, taken

    def _measured(
        self, source: Source, function: str, args: tuple[object, ...], limits: Limits = _LIMITS
    ) -> tuple[Call, float | None]:
        limits = with_permits(limits, source.permits)
        budget = self._budget if source is self._submission else None  # without the solution nothing can be told
        worker = self._launcher.start_worker(budget.within(limits) if budget else limits)
        try:
            idle = worker.memory()
            call = load_into(worker, source)
            if call.ended is Ended.RETURNED:
                call = worker.call(function, args)
            if budget and call.ended is Ended.TIMED_OUT:
                budget.check()
            call, after = worker.memory_after(call)
            return call, _taken(idle, after)
        finally:
            worker.close()


def _taken(idle: Resident | None, after: Resident | None) -> float | None:
    # This counts pages of a library that the call is the first to touch, too. To leave them out is not safe: of memory
    # without files the kernel keeps no peak, and by how much file pages have grown can be made up: a call could free
    # what it took, and then read as many pages of a library.
    return None if idle is None or after is None else (after.peak - idle.now) / (1 << 20)


def describe_memory(memory: MemoryResult) -> str:
    """Return the sentence for a call that took too much."""
    limit = f"the limit here is {memory.limit:g} MiB"
    if memory.mebibytes is None:
        hard = f"the {Limits().memory >> 20} MiB of any call"
        return f"{memory.function}(…) asked for more memory than {hard}; {limit}."
    return f"too much memory: {memory.function}(…) took {memory.mebibytes:.0f} MiB, {limit}."
