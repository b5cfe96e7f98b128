"""The clock of practice: moments that can be stored, and the time between two of them.

A deadline must hold although the laptop sleeps, somebody sets the system clock, or the program is killed and started
again. Linux counts the seconds since boot, sleep included, and nobody can set that count. Between two moments of one
boot it decides alone. Otherwise the system clock decides, but time that was seen to pass is never given back.
"""

from __future__ import annotations

import functools
import os
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec

_BOOT = Path("/proc/sys/kernel/random/boot_id")


class Moment(msgspec.Struct, frozen=True):
    """A point in time, on two clocks.

    Attributes:
        wall: seconds since 1970, as the system clock has it.
        steady: seconds on a clock that nobody can set; only differences within one `era` mean anything.
        era: a unique name of the moment that `steady` counts from, such as the boot.
        sleeps: whether `steady` stops while the machine sleeps.
    """

    wall: float
    steady: float
    era: str
    sleeps: bool


class Reading(msgspec.Struct, frozen=True):
    """How many seconds had passed when a clock was last read, and when that was."""

    seconds: float
    at: Moment


def now() -> Moment:
    """Return this moment."""
    if hasattr(time, "CLOCK_BOOTTIME"):  # Linux
        return Moment(time.time(), time.clock_gettime(time.CLOCK_BOOTTIME), _era(), sleeps=False)
    return Moment(time.time(), time.monotonic(), _era(), sleeps=True)


def passed(start: Moment, last: Reading, moment: Moment) -> float:
    """Return the seconds from `start` to `moment`.

    Args:
        start: when the clock was started.
        last: the last reading; the result is never smaller.
        moment: now.
    """
    if start.era == moment.era and not start.sleeps:
        return max(moment.steady - start.steady, last.seconds)
    known = last.seconds
    if last.at.era == moment.era:  # the machine was awake for this long, whatever the system clock says
        known += max(0.0, moment.steady - last.at.steady)
    return max(moment.wall - start.wall, known)


class Stopwatch:
    """A countdown: `seconds` only grows and `left` only shrinks."""

    def __init__(self, start: Moment, last: Reading, allowed: float) -> None:
        self._start = start
        self._last = last
        self.allowed = allowed

    def seconds(self) -> float:
        """Return the seconds that have passed."""
        moment = now()
        self._last = Reading(passed(self._start, self._last, moment), moment)
        return self._last.seconds

    def at(self, wall: float, earliest: float) -> float:
        """Return how many seconds had passed when the system clock showed `wall`. It may have been set since.

        Args:
            wall: seconds since 1970, such as a file's time of change.
            earliest: seconds of this clock; the result lies between that and now.
        """
        seconds = self.seconds()
        return min(seconds, max(earliest, seconds - (self._last.at.wall - wall)))

    def left(self) -> float:
        """Return the seconds that are left, never less than 0."""
        return max(0.0, self.allowed - self.seconds())


def stamp(moment: Moment) -> str:
    """Return the moment as UTC, such as 2026-11-23T08:15:00Z."""
    return datetime.fromtimestamp(moment.wall, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@functools.cache
def _era() -> str:
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:  # not Linux, or /proc is hidden: no other process shares this count
        return f"process {os.getpid()} of {time.time_ns()}"
