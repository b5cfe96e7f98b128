"""How long one grading may take on the clock: the calls of the submission, and what the judge does with the answers.

One of the two works at a time, so this bounds the processor time of both as well. Each call has limits of its own;
without this, a submission that stays just below them would hold the judge for as long as there are calls.
"""

from __future__ import annotations

import os
import time

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
        begin: by the steady clock.
    """

    def __init__(self, begin: float) -> None:
        self._begin = begin
        self._in_calls = 0.0
        self._waited = 0.0  # in calls, for a processor
        self._seconds = SECONDS

    def charge(self, seconds: float, waited: float | None) -> None:
        """Note the time that a call of the submission took, and how much of it it waited for a processor, if known."""
        self._in_calls += seconds
        self._waited += seconds * (1 - 1 / _slowdown()) if waited is None else min(waited, seconds)

    def left(self) -> float:
        """Return the seconds that are left."""
        used = time.monotonic() - self._begin - self._waited
        if used > self._seconds / 4:
            judging = max(0.0, used + self._waited - self._in_calls)
            used -= judging * (1 - 1 / _slowdown())
        return self._seconds - used

    def check(self) -> None:
        """Raise OutOfTime if none are left."""
        if self.left() <= 0:
            spent = self.spent()
            judging = spent.seconds - spent.in_calls
            raise OutOfTime(
                f"the grading was stopped after {spent.seconds:.0f} s: {spent.in_calls:.0f} s of them in calls of the "
                f"submission, {judging:.0f} s in judging. On an idle machine it may take {spent.limit:.0f} s."
            )

    def within(self, limits: Limits) -> Limits:
        """Return the limits of a call that must end before the budget does.

        Raises:
            OutOfTime: it has ended.
        """
        self.check()
        if self.left() > limits.wall:
            return limits
        left = max(self.left(), _SHORTEST) * _slowdown()
        return msgspec.structs.replace(limits, wall=left) if left < limits.wall else limits

    def spent(self) -> Spent:
        """Return what has been used so far, for the report."""
        return Spent(seconds=time.monotonic() - self._begin, in_calls=self._in_calls, limit=self._seconds)


def _slowdown() -> float:
    """Return how many times as long everything takes, because more processes want to run than there are processors."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 1.0
    return min(max(1.0, load / (os.cpu_count() or 1)), _MOST_BUSY)
