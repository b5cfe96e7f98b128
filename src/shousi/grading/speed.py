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
from shousi.grading.checks import assert_close
from shousi.grading.session import CallFailed, Function, Mismatch, Party, Source, SpeedUnknown, TooSlow, answer_of
from shousi.report import SpeedResult, two_digits
from shousi.sandbox.client import Call, Ended, Worker
from shousi.sandbox.launch import Launcher
from shousi.sandbox.messages import Limits
from shousi.timing import Decision, Pair, Rule

Draw = Callable[[np.random.Generator], tuple[Any, ...]]
Hold = Callable[[Any, Any], None]

_UNSCORED = 2  # the first calls pay for caches and for memory that the system has yet to give
_CALL_SECONDS = 0.002  # shorter calls are repeated until they last this long, far above the clock's 1 µs
_HOPELESS = 20.0  # one call beyond this many times the limit, by the clock, is too slow at once
_SHORTEST_PATIENCE = 0.5  # … but a busy machine may hold back any call for a while


class Speed:
    """The `speed` fixture: `speed.at_most(25, nms, draw)` reads as it is meant."""

    def __init__(self, launcher: Launcher, submission: Source, solution: Source, rng: np.random.Generator) -> None:
        self._launcher = launcher
        self._submission = submission
        self._solution = solution
        self._rng = rng
        self.result: SpeedResult | None = None
        self.pairs: tuple[Pair, ...] = ()

    def at_most(self, limit: float, function: Function, draw: Draw, hold: Hold = assert_close) -> None:
        """Hold a function to at most `limit` times the solution's processor time.

        Args:
            limit: in multiples of the solution's time.
            function: of the submission; the solution's is the one of the same name.
            draw: makes the arguments of one pair of calls, anew each time.
            hold: compares a timed answer with the solution's, as the other checks do.

        Raises:
            TooSlow: the race was lost.
            Mismatch: a timed answer was wrong.
            CallFailed: a timed call did not return.
            SpeedUnknown: too few pairs could be measured.
        """
        rule = Rule(limit=limit)
        race = _Race(self._launcher, self._submission, self._solution, function.name, rule, hold)
        try:
            decision = race.run(draw, self._rng)
        except _Hopeless:
            decision = Decision.TOO_SLOW
        finally:
            race.close()
        self.pairs = tuple(race.pairs)
        self.result = _result(rule, race.pairs, decision, official=race.official, repeat=race.repeat)
        if decision is Decision.TOO_SLOW:
            raise TooSlow(_told(self.result, race.pairs))
        if decision is Decision.TOO_BUSY:
            raise SpeedUnknown("the machine is too busy to tell how fast this is. Run again.")


class _Hopeless(Exception):
    pass


class _Race:
    def __init__(
        self, launcher: Launcher, submission: Source, solution: Source, function: str, rule: Rule, hold: Hold
    ) -> None:
        self.submission = Party(launcher, submission)
        self.solution = Party(launcher, solution)
        self.function = function
        self.rule = rule
        self.hold = hold
        self.unscored: list[Pair] = []
        self.pairs: list[Pair] = []
        self.repeat = 1
        self.official = True
        self.core = _pick_core()

    def run(self, draw: Draw, rng: np.random.Generator) -> Decision:
        self.warm_up(draw, rng)
        begin = time.monotonic()
        while not timing.is_late(self.rule, len(self.pairs), time.monotonic() - begin):
            self.pairs.append(self.pair(draw(rng), submission_first=bool(rng.random() < 0.5)))
            if decision := timing.decide(self.rule, self.pairs, self.unscored):
                return decision
        return timing.decide_late(self.rule, self.pairs, self.unscored)

    def warm_up(self, draw: Draw, rng: np.random.Generator) -> None:
        while len(self.unscored) < _UNSCORED:
            pair = self.pair(draw(rng), submission_first=False)
            self.unscored.append(pair)
            if pair.ratio > self.rule.far * self.rule.limit:
                return  # seconds a call, and no cold cache explains that
        warm = min(pair.solution for pair in self.unscored)
        self.repeat = max(1, math.ceil(_CALL_SECONDS / max(warm, 1e-6)))

    def pair(self, args: tuple[Any, ...], *, submission_first: bool) -> Pair:
        """Measure both on the same input, and hold the submission's answer to the solution's."""
        if submission_first and self.pairs:  # its patience depends on how long the solution takes
            mine = self.call(self.submission, args, self.pairs[-1])
            theirs = self.call(self.solution, args)
        else:
            theirs = self.call(self.solution, args)
            mine = self.call(self.submission, args, Pair(0.0, theirs.cpu, 0.0, theirs.wall))
        expected = answer_of(theirs)
        if mine.ended is not Ended.RETURNED:
            raise CallFailed(mine)
        try:
            self.hold(mine.value, expected)
        except Mismatch as mismatch:
            summary = f"on a large input: {mismatch.difference.summary}"
            raise Mismatch(msgspec.structs.replace(mismatch.difference, summary=summary)) from None
        self.official = self.official and mine.official and theirs.official
        return Pair(max(mine.cpu, 1e-9), max(theirs.cpu, 1e-9), mine.wall, max(theirs.wall, 1e-9))

    def call(self, party: Party, args: tuple[Any, ...], solution: Pair | None = None) -> Call:
        worker = party.worker()
        if isinstance(worker, Call):
            raise CallFailed(worker)
        _pin(worker, self.core)
        if solution is not None:
            hopeless = _HOPELESS * self.rule.limit
            cpu, wall = (
                max(hopeless * seconds, _SHORTEST_PATIENCE) for seconds in (solution.solution, solution.solution_wall)
            )
            worker.limits = Limits(cpu=cpu, wall=wall)
        call = worker.call(self.function, args, repeat=self.repeat, timed=True)
        party.calls.append(call)
        if solution is not None and call.ended is Ended.TIMED_OUT:
            limits = worker.limits
            self.pairs.append(Pair(limits.cpu, solution.solution, limits.wall, solution.solution_wall))
            raise _Hopeless
        return call

    def close(self) -> None:
        self.submission.close()
        self.solution.close()


def _result(rule: Rule, pairs: list[Pair], decision: Decision, *, official: bool, repeat: int) -> SpeedResult:
    def milliseconds(seconds: list[float]) -> float:
        return 1e3 * statistics.median(seconds) / repeat if seconds else 0.0

    return SpeedResult(
        ratio=timing.median_ratio(pairs) if pairs else 0.0,
        limit=rule.limit,
        pairs=len(pairs),
        decision=decision.value,
        milliseconds=milliseconds([pair.submission for pair in pairs]),
        solution_milliseconds=milliseconds([pair.solution for pair in pairs]),
        busy=bool(pairs) and timing.was_busy(pairs),
        official=official,
    )


def _told(speed: SpeedResult, pairs: list[Pair]) -> str:
    if len(pairs) < 2:
        return f"right, but too slow: one call was stopped at {two_digits(speed.ratio)} times the reference's time."
    asleep = statistics.median(pair.submission_wall / pair.solution_wall for pair in pairs)
    if speed.ratio <= speed.limit:
        return (
            f"right, but it waits: {two_digits(asleep)} times the reference on the clock, the limit is {speed.limit:g}."
        )
    return f"right, but too slow: {two_digits(speed.ratio)} times the reference, the limit is {speed.limit:g} times."


def _pick_core() -> int | None:
    """Return the core on which both workers run: alike in caches and clock rate."""
    return max(os.sched_getaffinity(0)) if sys.platform == "linux" else None


def _pin(worker: Worker, core: int | None) -> None:
    if sys.platform == "linux" and core is not None and not worker.gone():
        os.sched_setaffinity(worker.pid, {core})
