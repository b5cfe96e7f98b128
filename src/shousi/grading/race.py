"""Running the race that `timing` judges: two fresh workers, alike in everything, on the same inputs in turn."""

from __future__ import annotations

import math
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from shousi import timing
from shousi.grading.session import CallFailed, Mismatch, Party, Source, answer_of, on_a_large_input
from shousi.sandbox.calls import Call, Ended
from shousi.sandbox.client import Worker, ZygoteGone
from shousi.sandbox.launch import Launcher
from shousi.timing import Decision, Pair, Rule

Draw = Callable[[np.random.Generator], tuple[Any, ...]]
Hold = Callable[[Any, Any], None]

_UNSCORED = 2  # the first calls pay for caches and for memory that the system has yet to give
_CALL_SECONDS = 0.002  # shorter calls are repeated until they last this long, far above the clock's 1 µs
_HOPELESS = 20.0  # one call beyond this many times the limit, by the clock, is too slow at once
_SHORTEST_PATIENCE = 0.5  # … but a busy machine may hold back any call for a while


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """Measured pairs, and how many calls on each side made one of them."""

    pairs: list[Pair]
    repeat: int
    official: bool

    @property
    def milliseconds(self) -> tuple[float, float]:
        """Median processor time of one call, of the submission and of the solution."""
        submission = statistics.median(pair.submission for pair in self.pairs)
        solution = statistics.median(pair.solution for pair in self.pairs)
        return 1e3 * submission / self.repeat, 1e3 * solution / self.repeat


class Raced(Sample, frozen=True, kw_only=True):
    """A race that has ended: what was decided, and on which pairs."""

    decision: Decision


class Hopeless(Exception):
    """One call took so long that it was stopped."""

    def __init__(self, pair: Pair) -> None:
        super().__init__()
        self.pair = pair


class Lanes:
    """The two workers of a race, and pairs of calls on them: while one runs, the other one is stopped."""

    def __init__(
        self, launcher: Launcher, submission: Source, solution: Source, function: str, limit: float, hold: Hold
    ) -> None:
        self.submission = Party(launcher, submission)
        self.solution = Party(launcher, solution)
        self.function = function
        self.limit = limit
        self.hold = hold
        self.repeat = 1
        self.official = True
        self.last: Pair | None = None
        self.core = _pick_core()

    def pair(self, args: tuple[Any, ...], *, submission_first: bool) -> Pair:
        """Measure both on the same input, and hold the submission's answer to the solution's.

        Raises:
            Hopeless: the submission had to be stopped.
            CallFailed: the submission's call did not return.
            Mismatch: its answer is wrong.
        """
        try:
            return self._pair(args, submission_first=submission_first)
        except ZygoteGone:  # nobody's doing but ours: both are started anew, once
            self.close()
            return self._pair(args, submission_first=submission_first)

    def _pair(self, args: tuple[Any, ...], *, submission_first: bool) -> Pair:
        if submission_first and self.last:  # its patience depends on how long the solution takes
            mine = self.timed(self.submission, args, self.last)
            theirs = self.timed(self.solution, args)
        else:
            theirs = self.timed(self.solution, args)
            mine = self.timed(self.submission, args, Pair(0.0, theirs.cpu, 0.0, theirs.wall))
        expected = answer_of(theirs)
        if mine.ended is not Ended.RETURNED:
            raise CallFailed(mine)
        try:
            self.hold(mine.value, expected)
        except Mismatch as mismatch:
            raise on_a_large_input(mismatch) from None
        self.official = self.official and mine.official and theirs.official
        self.last = Pair(max(mine.cpu, 1e-9), max(theirs.cpu, 1e-9), mine.wall, max(theirs.wall, 1e-9))
        return self.last

    def timed(self, party: Party, args: tuple[Any, ...], solution: Pair | None = None) -> Call:
        """Call once, timed; with a solution's pair given, with patience for no more than a hopeless ratio."""
        worker = party.worker()
        if isinstance(worker, Call):
            raise CallFailed(worker)
        _pin(worker, self.core)
        if solution is not None:
            hopeless = _HOPELESS * self.limit
            cpu, wall = (
                max(hopeless * seconds, _SHORTEST_PATIENCE) for seconds in (solution.solution, solution.solution_wall)
            )
            worker.limits = msgspec.structs.replace(party.limits, cpu=cpu, wall=wall)
        worker.resume()
        call = worker.call(self.function, args, repeat=self.repeat, timed=True)
        worker.pause()  # a thread left running would warm, or spoil, the caches of the other lane
        party.calls.append(call)
        if solution is not None and call.ended is Ended.TIMED_OUT:
            limits = worker.limits
            raise Hopeless(Pair(limits.cpu, solution.solution, limits.wall, solution.solution_wall))
        return call

    def close(self) -> None:
        """End both workers."""
        self.submission.close()
        self.solution.close()


def run(lanes: Lanes, rule: Rule, draw: Draw, rng: np.random.Generator) -> Raced:
    """Run pairs until the rule decides."""
    unscored: list[Pair] = []
    pairs: list[Pair] = []

    def raced(decision: Decision) -> Raced:
        return Raced(decision=decision, pairs=pairs, repeat=lanes.repeat, official=lanes.official)

    try:
        warm_up(lanes, rule, draw, rng, unscored)
        begin = time.monotonic()
        while not timing.is_late(rule, len(pairs), time.monotonic() - begin):
            pairs.append(lanes.pair(draw(rng), submission_first=bool(rng.random() < 0.5)))
            if decision := timing.decide(rule, pairs, unscored):
                return raced(decision)
        return raced(timing.decide_late(rule, pairs, unscored))
    except Hopeless as hopeless:
        pairs.append(hopeless.pair)
        return raced(Decision.TOO_SLOW)


def sample(lanes: Lanes, rule: Rule, draw: Draw, rng: np.random.Generator, count: int) -> Sample:
    """Run a number of pairs that decide nothing.

    Raises:
        Hopeless: a call of the submission had to be stopped.
    """
    warm_up(lanes, rule, draw, rng, [])
    pairs = [lanes.pair(draw(rng), submission_first=bool(rng.random() < 0.5)) for _ in range(count)]
    return Sample(pairs=pairs, repeat=lanes.repeat, official=lanes.official)


def warm_up(lanes: Lanes, rule: Rule, draw: Draw, rng: np.random.Generator, unscored: list[Pair]) -> None:
    """Run the unscored pairs, and find how many calls make a pair that the clock can measure."""
    lanes.repeat, lanes.last = 1, None
    while len(unscored) < _UNSCORED:
        pair = lanes.pair(draw(rng), submission_first=False)
        unscored.append(pair)
        if pair.ratio > rule.far * rule.limit:
            return  # seconds a call, and no cold cache explains that
    warm = min(pair.solution for pair in unscored)
    lanes.repeat = max(1, math.ceil(_CALL_SECONDS / max(warm, 1e-6)))


def _pick_core() -> int | None:
    """Return the core on which both workers run: alike in caches and clock rate."""
    return max(os.sched_getaffinity(0)) if sys.platform == "linux" else None


def _pin(worker: Worker, core: int | None) -> None:
    if sys.platform == "linux" and core is not None and not worker.gone():
        os.sched_setaffinity(worker.pid, {core})
