"""The race that `timing` judges: two fresh workers, alike in everything, take turns on the same inputs."""

from __future__ import annotations

import math
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np

from shousi import timing
from shousi.grading.budget import Budget
from shousi.grading.failures import CallFailed, Mismatch, comparing
from shousi.grading.functions import answer_of
from shousi.grading.prints import without_prints
from shousi.grading.runners import REPLY, REPLY_OF_SOLUTION, Runner, Source
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.judge.client import Worker, ZygoteGone
from shousi.sandbox.judge.launch import Launcher
from shousi.timing import Decision, Pair, Rule

MakeArgs = Callable[[np.random.Generator], tuple[Any, ...]]
Compare = Callable[[Any, Any], None]
Inputs = Sequence[tuple[Any, ...]]  # the arguments of each of the calls that make one side of a pair

_UNSCORED = 2  # the first calls pay for caches and for memory that the system has yet to give
_CALL_SECONDS = 0.002  # shorter calls are repeated in one request, so that handing over is little of the bill …
_MOST_CALLS = 1000  # … but not for ever, in case a clock stands still
_STEP = 8  # the most that the number of calls grows at once: a single short call is mostly handing over
# One call beyond this many times the limit, in processor time, is too slow at once: noise is a tenth of that.
_HOPELESS = 8.0
_HOPELESS_ANYWAY = 3.0  # the same where it was too slow on small inputs too: that is no disturbance of a single call
_HOPELESS_WALL = 20.0  # by the clock more is allowed, because a busy machine may hold a call back
_SMALL_PAIRS = 3  # on small inputs, where a slow function costs little
_SHORTEST_PATIENCE = 0.5  # seconds; a busy machine may hold back any call for a while
_NO_TIME = 1e-9  # seconds: stands for a clock that read no time at all, since ratios divide by it


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """Measured pairs.

    Attributes:
        pairs: in order.
        repeat: how many calls on each side made one of them.
        official: whether the judge read all times from outside the workers, and none was zero.
    """

    pairs: list[Pair]
    repeat: int
    official: bool

    @property
    def milliseconds(self) -> tuple[float, float]:
        """Median processor time of one call, of the submission and of the solution."""
        submission = statistics.median(pair.submission for pair in self.pairs)
        solution = statistics.median(pair.solution for pair in self.pairs)
        return 1e3 * submission / self.repeat, 1e3 * solution / self.repeat

    def joined(self, other: Sample) -> Sample:
        """Return the pairs of both, those of the other as if as many calls had made one of them as here."""
        scale = self.repeat / other.repeat
        scaled = [Pair(*(scale * seconds for seconds in msgspec.structs.astuple(pair))) for pair in other.pairs]
        official = self.official and other.official
        return Sample(pairs=[*self.pairs, *scaled], repeat=self.repeat, official=official)


class Raced(Sample, frozen=True, kw_only=True):
    """A race that has ended: what was decided, on which pairs.

    Attributes:
        decision: what was decided.
        stopped: whether the last call was stopped.
        lines: the most that a call of the submission printed, as far as is known.
        busy: whether other processes kept the processor from the solution's calls.
    """

    decision: Decision
    stopped: bool = False
    lines: int = 0
    busy: bool = False


class Hopeless(Exception):
    """One call took so long that it was stopped."""

    def __init__(self, pair: Pair) -> None:
        super().__init__()
        self.pair = pair


class Race:
    """Two workers, one for the submission and one for the solution. While one runs, the other is stopped.

    Args:
        launcher: starts the workers.
        submission: the source to be timed.
        solution: the source that it is compared with.
        function: the function of both that is called.
        rule: decides the race.
        compare: compares a timed answer with the solution's, and raises Mismatch.
        budget: the time of the whole grading.
    """

    def __init__(
        self,
        launcher: Launcher,
        submission: Source,
        solution: Source,
        function: str,
        rule: Rule,
        compare: Compare,
        budget: Budget | None = None,
    ) -> None:
        self._launcher = launcher
        self._budget = budget
        self.submission = Runner(launcher, submission, budget=budget)
        self.solution = Runner(launcher, solution)
        self.function = function
        self.rule = rule
        self.compare = compare
        self.repeat = 1  # calls on each side of a pair, each with an input of its own
        self.official = True
        self.lines = 0  # the most that a call of the submission printed
        self._hopeless = _HOPELESS
        self._last: Pair | None = None
        self._waits: list[float] = []  # of the solution's calls, in multiples of the processor time that they used
        self._size = 0  # of the solution's last reply
        self._core = _pick_core()

    def decide(self, make_args: MakeArgs, rng: np.random.Generator, small: MakeArgs | None = None) -> Raced:
        """Run pairs until the rule decides.

        Args:
            make_args: makes the arguments of a call.
            rng: draws them.
            small: makes small ones. They decide nothing, but what is slow on them too is stopped earlier.
        """
        if small and self._is_slow_on(small, rng):
            self._hopeless = _HOPELESS_ANYWAY
            self._timed(self.solution, self._inputs(make_args, rng))  # at this size its first call is cold again
        coin = _coin(rng)
        unscored: list[Pair] = []
        pairs: list[Pair] = []

        def raced(decision: Decision, *, stopped: bool = False) -> Raced:
            return Raced(
                decision=decision, pairs=pairs, repeat=self.repeat, official=self.official, stopped=stopped,
                lines=self.lines, busy=bool(self._waits) and timing.was_busy(self._waits),
            )  # fmt: skip

        try:
            self.warm_up(make_args, rng, unscored)
            begin = time.monotonic()
            while not timing.is_late(self.rule, len(pairs), time.monotonic() - begin):
                pairs.append(self.pair(self._inputs(make_args, rng), submission_first=coin()))
                if decision := timing.decide(self.rule, pairs, unscored):
                    return raced(decision)
            return raced(timing.decide_late(self.rule, pairs, unscored))
        except Hopeless as hopeless:
            pairs.append(hopeless.pair)
            return raced(Decision.TOO_SLOW, stopped=True)

    def _is_slow_on(self, make_args: MakeArgs, rng: np.random.Generator) -> bool:
        """Say whether a few pairs are all over the limit; the first that is not ends this."""
        self._timed(self.solution, self._inputs(make_args, rng))  # its first call is cold, and would look slow
        try:
            for _ in range(_SMALL_PAIRS):
                ratio = self.pair(self._inputs(make_args, rng), submission_first=False).ratio
                if ratio > _HOPELESS * self.rule.limit:
                    return True
                if ratio <= self.rule.limit:
                    return False
        except Hopeless:
            pass
        return True

    def sample(self, make_args: MakeArgs, rng: np.random.Generator, count: int) -> Sample:
        """Run a number of pairs that decide nothing.

        Raises:
            Hopeless: a call of the submission had to be stopped.
        """
        coin = _coin(rng)
        self.warm_up(make_args, rng, [])
        pairs = [self.pair(self._inputs(make_args, rng), submission_first=coin()) for _ in range(count)]
        return Sample(pairs=pairs, repeat=self.repeat, official=self.official)

    def warm_up(self, make_args: MakeArgs, rng: np.random.Generator, unscored: list[Pair]) -> None:
        """Run the unscored pairs, and find how many calls make a pair that the clock can measure."""
        self.repeat, self._last = 1, None
        while True:
            pair = self.pair(self._inputs(make_args, rng), submission_first=False)
            unscored.append(pair)
            if pair.ratio > self.rule.far_factor * self.rule.limit and pair.solution > _NO_TIME:
                return  # seconds a call, and no cold cache explains that
            if len(unscored) < _UNSCORED:
                continue
            if pair.solution >= _CALL_SECONDS or self.repeat >= _MOST_CALLS:
                return
            self.repeat *= min(_STEP, max(2, math.ceil(_CALL_SECONDS / pair.solution)))

    def pair(self, inputs: Inputs, *, submission_first: bool) -> Pair:
        """Measure both on the same inputs, and compare each of the submission's answers with the solution's.

        Raises:
            Hopeless: the submission had to be stopped.
            CallFailed: a call of the submission did not return.
            Mismatch: an answer is wrong.
        """
        try:
            return self._pair(inputs, submission_first=submission_first)
        except ZygoteGone:  # a fault of ours: both workers are started again, once
            self.close()
            return self._pair(inputs, submission_first=submission_first)

    def _pair(self, inputs: Inputs, *, submission_first: bool) -> Pair:
        if submission_first and self._last:  # how long it may take depends on how long the solution took
            mine = self._timed(self.submission, inputs, self._last)
            theirs = self._timed(self.solution, inputs)
        else:
            theirs = self._timed(self.solution, inputs)
            self._size = theirs.size
            mine = self._timed(self.submission, inputs, _pair_of(None, theirs))
        self.lines = max(self.lines, mine.lines // len(inputs))
        self._compare_all(mine, theirs, inputs)
        has_time = theirs.cpu > 0 and mine.cpu > 0  # a coarse clock may read none, which is no measurement
        self.official = self.official and mine.official and theirs.official and has_time
        self._last = _pair_of(mine, theirs)
        return self._last

    def _compare_all(self, mine: Call, theirs: Call, inputs: Inputs) -> None:
        expected = answer_of(theirs)
        if mine.ended is not Ended.RETURNED:
            raise CallFailed(mine if len(inputs) == 1 else self._alone(mine, inputs))
        try:
            for got, right in [(mine.value, expected)] if len(inputs) == 1 else zip(mine.value, expected, strict=True):
                comparing(self.compare, got, right)
        except Mismatch as mismatch:
            raise mismatch.on_a_large_input() from None

    def _alone(self, failed: Call, inputs: Inputs) -> Call:
        """Return the one of many calls that failed, made again by itself, so that it is told with its own input."""
        alone = (self._timed(self.submission, [args]) for args in inputs)
        last = msgspec.structs.replace(failed, args=inputs[-1])  # where each by itself returns
        return next((call for call in alone if call.ended is not Ended.RETURNED), last)

    def _timed(self, runner: Runner, inputs: Inputs, solution: Pair | None = None) -> Call:
        """Call once for each input, timed; given the solution's pair, stop the call once it is hopeless."""
        worker = runner.worker()
        if isinstance(worker, Call):
            raise CallFailed(worker)
        _pin(worker, self._core)
        if solution is not None:
            cpu = max(self._hopeless * self.rule.limit * solution.solution, _SHORTEST_PATIENCE)
            wall = max(_HOPELESS_WALL * self.rule.limit * solution.solution_wall, 2 * cpu)
            reply = REPLY + REPLY_OF_SOLUTION * self._size
            worker.limits = msgspec.structs.replace(runner.limits, cpu=cpu, wall=wall, reply=reply)
        if runner is self.solution:
            worker.seconds_queued()  # what it waited for before, it did not wait for in this call
        worker.resume()
        args, each = (inputs[0], False) if len(inputs) == 1 else (tuple(inputs), True)
        call = runner.within_budget(worker, lambda: worker.call(self.function, args, each=each, timed=True))
        worker.pause()  # a thread left running would warm, or spoil, the caches of the other worker
        if solution is not None and call.ended is Ended.TIMED_OUT:
            limits = worker.limits
            raise Hopeless(Pair(limits.cpu, solution.solution, limits.wall, solution.solution_wall))
        if runner is self.solution:
            waited = worker.seconds_queued()
            self._waits.append((call.wall - call.cpu if waited is None else waited) / max(call.cpu, _NO_TIME))
        return call

    def _inputs(self, make_args: MakeArgs, rng: np.random.Generator) -> Inputs:
        """Return inputs for one pair, none of which was ever used before."""
        return [make_args(rng) for _ in range(self.repeat)]

    def without_prints(self) -> Race | None:
        """Return the same race for the submission without its print statements; None if it has none."""
        text = without_prints(self.submission.source.text)
        if text is None:
            return None
        source = msgspec.structs.replace(self.submission.source, text=text)
        return Race(self._launcher, source, self.solution.source, self.function, self.rule, self.compare, self._budget)

    def close(self) -> None:
        """End both workers."""
        self.submission.close()
        self.solution.close()


def _pair_of(mine: Call | None, theirs: Call) -> Pair:
    cpu, wall = max(theirs.cpu, _NO_TIME), max(theirs.wall, _NO_TIME)
    return Pair(max(mine.cpu, _NO_TIME), cpu, mine.wall, wall) if mine else Pair(_NO_TIME, cpu, 0.0, wall)


def _coin(rng: np.random.Generator) -> Callable[[], bool]:
    """Return who goes first, from random numbers of its own, so that the inputs depend on the seed alone."""
    own = rng.spawn(1)[0]
    return lambda: bool(own.random() < 0.5)


def _pick_core() -> int | None:
    """Return the core on which both workers run: alike in caches and clock rate."""
    return max(os.sched_getaffinity(0)) if sys.platform == "linux" else None


def _pin(worker: Worker, core: int | None) -> None:
    if sys.platform == "linux" and core is not None and not worker.gone():
        os.sched_setaffinity(worker.pid, {core})
