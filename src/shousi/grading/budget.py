"""How long one grading may take: the calls of the submission, and what the judge does with the answers.

The limit holds for the clock, and for the processor time of the judge and all workers together. Each call has limits of
its own; without this, a submission that stays just below them would hold the judge for as long as there are calls.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import msgspec

from shousi.report import Spent
from shousi.sandbox.messages import Limits

SECONDS = 24.0  # on an idle machine; the slowest right answer of any exercise is graded in a third of that
_MOST_BUSY = 8.0  # a machine so busy that everything takes this many times as long is given no more time
_SHORTEST = 0.05  # seconds that a call is given


class OutOfTime(Exception):
    """A grading has used up its time."""


class Budget:
    """The time of one grading, from its beginning.

    Time in which a call or the judge waited for a processor is given back, so that a busy machine stops nothing that an
    idle one would not.

    Args:
        begin: when it began, by time.monotonic.
        cpu_of_workers: returns the processor time of all workers that were ever started, None if it cannot be known.
    """

    def __init__(self, begin: float, cpu_of_workers: Callable[[], float | None]) -> None:
        self._begin = begin
        self._cpu_of_workers = cpu_of_workers
        self._workers_before, self._judge_before = cpu_of_workers(), time.process_time()
        self._in_calls = 0.0
        self._in_loading = 0.0  # those of them in calls that load the submission
        self._waited = 0.0  # in calls, for a processor
        self._seconds = SECONDS

    def charge(self, seconds: float, waited: float | None, *, loading: bool = False) -> None:
        """Note the time that a call of the submission took, and how much of it it waited for a processor, if known."""
        self._in_calls += seconds
        self._in_loading += seconds if loading else 0.0
        self._waited += seconds * (1 - 1 / slowdown()) if waited is None else min(waited, seconds)

    def left(self) -> float:
        """Return the seconds that are left."""
        used = time.monotonic() - self._begin - self._waited
        if used > self._seconds / 4:  # before that, what follows changes too little to read the clocks for it
            judging = max(0.0, used + self._waited - self._in_calls)
            used -= judging * (1 - 1 / slowdown())
            used = max(used, self.spent().cpu or 0.0)
        return self._seconds - used

    def check(self) -> None:
        """Raise OutOfTime if none are left."""
        if self.left() <= 0:
            spent = self.spent()
            judging, loading = spent.seconds - spent.in_calls, self._in_loading
            parts = [f"{spent.in_calls - loading:.0f} s in calls of the submission"]
            parts += [f"{loading:.0f} s in loading it"] * (loading >= 1)
            raise OutOfTime(
                f"the grading was stopped after {spent.seconds:.0f} s: {', '.join(parts)}, {judging:.0f} s in judging. "
                f"{spent.cpu_text and f'It used {spent.cpu_text}. '}On an idle machine it may take {spent.limit:.0f} s."
            )

    def within(self, limits: Limits) -> Limits:
        """Return the limits of a call that must end before the budget does.

        Raises:
            OutOfTime: it has ended.
        """
        self.check()
        if self.left() > limits.wall:
            return limits
        left = max(self.left(), _SHORTEST) * slowdown()
        return msgspec.structs.replace(limits, wall=left) if left < limits.wall else limits

    def spent(self) -> Spent:
        """Return what has been used so far, for the report."""
        workers = self._cpu_of_workers()
        in_workers = None if workers is None or self._workers_before is None else workers - self._workers_before
        return Spent(
            seconds=time.monotonic() - self._begin,
            in_calls=self._in_calls,
            limit=self._seconds,
            cpu=None if in_workers is None else in_workers + time.process_time() - self._judge_before,
            cpu_in_workers=in_workers,
        )


def slowdown() -> float:
    """Return how many times as long everything takes, because more processes want to run than there are processors."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 1.0
    return min(max(1.0, load / (os.cpu_count() or 1)), _MOST_BUSY)
