"""The `speed` fixture: how a check limits a function's time, and its growth, in multiples of the solution's."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np

from shousi import catalogue, timing
from shousi.catalogue import Exercise
from shousi.errors import UsageError, printable
from shousi.grading.checks import assert_close
from shousi.grading.failures import CallFailed, Mismatch, SpeedUnknown, TooSlow
from shousi.grading.functions import CheckRecord, Function
from shousi.grading.race import Compare, Hopeless, MakeArgs, Race, Raced, Sample
from shousi.report import Growth, SpeedResult, two_digits
from shousi.timing import Decision, Pair, Rule

MakeSizedArgs = Callable[..., tuple[Any, ...]]  # from `rng`, and a size where a check names sizes

_PAIRS_A_SIZE = 5  # where growth is judged as many again while the slope is unclear, which it seldom is …
_MOST_PAIRS_A_SIZE = 30  # … until there are so many: then the slope decides


class Landmarks(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What other ways take, in multiples of the solution's time: places to find oneself between."""

    loop: float | None = None
    library: float | None = None


class Speed:
    """The `speed` fixture of a check: `speed.at_most(25, nms, make_args)`.

    Args:
        start_race: starts a race for a function, a rule and a comparison.
        rng: draws the inputs.
        record: takes what was measured.
        plot: measure the growth wherever a check names sizes.
        landmarks: by function.
        official: whether only times that the judge has read from outside can pass.
    """

    def __init__(
        self,
        start_race: Callable[[str, Rule, Compare], Race],
        rng: np.random.Generator,
        record: CheckRecord,
        *,
        plot: bool = False,
        landmarks: dict[str, Landmarks] | None = None,
        official: bool = True,
    ) -> None:
        self._start_race = start_race
        self._rng = rng
        self._record = record
        self._plot = plot
        self._landmarks = landmarks or {}
        self._official = official

    def at_most(
        self,
        limit: float,
        function: Function,
        make_args: MakeSizedArgs,
        compare: Compare = assert_close,
        *,
        sizes: tuple[int, int, int] | None = None,
        of: str = "size",
        growth: bool = False,
    ) -> None:
        """Check that a function takes at most `limit` times the solution's processor time.

        Args:
            limit: in multiples of the solution's time.
            function: of the submission; the solution's is the one of the same name.
            make_args: `make_args(rng)` makes the arguments of one pair of calls, new ones each time;
                `make_args(rng, size)` where sizes are given.
            compare: compares a timed answer with the solution's, as the other checks do.
            sizes: three sizes, rising, at which growth can be measured; the race is run at the last.
            of: what the sizes count, for the learner.
            growth: also check that the time grows with the size no faster than the solution's.

        Raises:
            TooSlow: the race was lost, or the time grows faster.
            Mismatch: a timed answer was wrong.
            CallFailed: a timed call did not return.
            SpeedUnknown: too few pairs could be measured, or not from outside.
        """
        rule, make_args = Rule(limit=limit), function.drawn(make_args)
        small, largest = (_at(make_args, sizes[0]), _at(make_args, sizes[-1])) if sizes else (None, make_args)
        raced = self._raced(rule, function, largest, compare, small)
        too_fast = raced.decision is Decision.FAST_ENOUGH and timing.is_too_fast(raced.pairs)
        again = too_fast or self._lacks_clocks(raced)
        if again:  # with new workers, which remember nothing
            raced = self._raced(rule, function, largest, compare)
        result = self._result(rule, function, raced, repeated=too_fast)
        if sizes is not None and (self._plot or (growth and raced.decision is not Decision.TOO_SLOW)):
            largest_done = raced if raced.decision is Decision.TOO_SLOW else None
            grown = self._growth(rule, function, make_args, compare, sizes, of, judged=growth, largest=largest_done)
            result = msgspec.structs.replace(result, growth=grown)
        self._record.pairs = tuple(raced.pairs)
        self._record.speeds.append(result)
        if raced.decision is Decision.TOO_BUSY:
            raise SpeedUnknown("the machine is too busy to tell how fast this is. Run again.")
        if raced.decision is Decision.TOO_SLOW or _outgrows(result.growth):
            told = self._told_of_prints(rule, function, largest, compare, raced)
            raise TooSlow(f"{function.name}: {describe_speed(result, raced.pairs)}{told}")
        if self._lacks_clocks(raced):
            raise SpeedUnknown("this system does not let the judge read the processor time of a worker.")

    def _lacks_clocks(self, raced: Raced) -> bool:
        """Say whether a race was won on times that nobody but the worker itself has read."""
        won = raced.decision in (Decision.FAST_ENOUGH, Decision.CLOSE_ENOUGH)
        return won and self._official and not raced.official

    def _raced(
        self,
        rule: Rule,
        function: Function,
        make_args: MakeArgs,
        compare: Compare,
        small: MakeArgs | None = None,
    ) -> Raced:
        race = self._start_race(function.name, rule, compare)
        try:
            return race.decide(make_args, self._rng, small)
        finally:
            race.close()

    def _told_of_prints(
        self, rule: Rule, function: Function, make_args: MakeArgs, compare: Compare, slow: Raced
    ) -> str:
        """Return a sentence about print statements, if they take most of the time of what is too slow.

        What a timed call prints goes nowhere and costs little, but the text for it is often made before.
        """
        has_to_be_tried = slow.lines or slow.stopped  # what a stopped call printed was not counted
        race = self._start_race(function.name, rule, compare).without_prints() if has_to_be_tried else None
        if race is None:
            return ""
        try:
            ratio = timing.median_ratio(race.decide(make_args, self._rng).pairs)
        except (CallFailed, Mismatch):  # its prints do more than print
            return ""
        finally:
            race.close()
        if ratio > timing.median_ratio(slow.pairs) / 2:
            return ""
        lines = f"It printed {slow.lines:,} line{'s' if slow.lines > 1 else ''} a call. " if slow.lines else ""
        told = f"without it, {two_digits(ratio)} times the reference"
        return f" {lines}Printing takes most of the time: {told}. Remove the print."

    def _growth(
        self,
        rule: Rule,
        function: Function,
        make_args: MakeSizedArgs,
        compare: Compare,
        sizes: Sequence[int],
        of: str,
        *,
        judged: bool,
        largest: Raced | None = None,
    ) -> Growth:
        """Measure a few pairs at each size; where a call had to be stopped, only the sizes below it are left.

        Args:
            rule: the limit.
            function: of the submission.
            make_args: makes the arguments.
            compare: compares the answers.
            sizes: at which pairs are measured.
            of: what the sizes count.
            judged: whether there is a limit on the growth; then pairs are added until it is clear.
            largest: the race at the largest size, where that was too slow to be measured once more.
        """
        race = self._start_race(function.name, rule, compare)
        done: list[Sample] = []
        try:
            for size in sizes[:-1] if largest else sizes:
                sample = race.sample(_at(make_args, size), self._rng, _PAIRS_A_SIZE)
                done.append(sample)
            while judged and _is_unclear(sizes, done):
                more = [race.sample(_at(make_args, size), self._rng, _PAIRS_A_SIZE) for size in sizes]
                done = [one.joined(other) for one, other in zip(done, more, strict=True)]
            if largest and not largest.stopped:
                done.append(largest)
        except Hopeless:
            pass
        finally:
            race.close()
        sizes = sizes[: len(done)]
        return Growth(
            of=of,
            sizes=tuple(sizes),
            milliseconds=tuple(sample.milliseconds[0] for sample in done),
            solution_milliseconds=tuple(sample.milliseconds[1] for sample in done),
            slope=timing.slope_of(sizes, [sample.pairs for sample in done]) if len(done) > 2 else None,
            limit=timing.GROWS if judged else None,
        )

    def _result(self, rule: Rule, function: Function, raced: Raced, *, repeated: bool) -> SpeedResult:
        marks = self._landmarks.get(function.name, Landmarks())
        submission, solution = raced.milliseconds if raced.pairs else (0.0, 0.0)
        return SpeedResult(
            function=function.name,
            ratio=timing.median_ratio(raced.pairs) if raced.pairs else 0.0,
            limit=rule.limit,
            pairs=len(raced.pairs),
            decision=raced.decision.value,
            milliseconds=submission,
            solution_milliseconds=solution,
            busy=raced.busy,
            official=raced.official,
            repeated=repeated,
            loop=marks.loop,
            library=marks.library,
        )


def landmarks(exercise: Exercise) -> dict[str, Landmarks]:
    """Return the landmarks of an exercise's functions, from graders/NAME/speed.toml where there is one.

    Raises:
        UsageError: a key or a type is wrong; the message names file, table and key.
    """
    if not exercise.landmarks.is_file():
        return {}
    shown = exercise.landmarks.relative_to(exercise.hidden).as_posix()
    tables = catalogue.read_toml(exercise.landmarks, shown)
    for name in tables:
        if name not in exercise.functions:
            raise UsageError(f"{shown}: [{printable(name, 80)}] is no function of {exercise.name}.")
    return {name: catalogue.convert(table, Landmarks, f"{shown}: [{name}]") for name, table in tables.items()}


def describe_speed(speed: SpeedResult, pairs: Sequence[Pair]) -> str:
    """Return the sentence for a lost race."""
    if len(pairs) < 2:
        return f"right, but too slow: one call was stopped at {two_digits(speed.ratio)} times the reference's time."
    ratio, limit = two_digits(speed.ratio), f"the limit is {speed.limit:g}"
    if speed.ratio > timing.NEAR_LIMIT * speed.limit:
        return f"right, but too slow: {ratio} times the reference, {limit} times."
    if speed.ratio > speed.limit:
        return f"right, but too slow, and close: {ratio} times the reference, {limit} times."
    grown = speed.growth
    if grown and grown.slope is not None and _outgrows(grown):
        first, last = (mine / its for mine, its in _ends(grown))
        return (
            f"right, but it grows faster than the reference: {two_digits(first)} times its time at "
            f"{grown.sizes[0]:,} {grown.of}, {two_digits(last)} times at {grown.sizes[-1]:,}."
        )
    asleep = statistics.median(pair.submission_wall / pair.solution_wall for pair in pairs)
    return f"right, but it waits: {two_digits(asleep)} times the reference on the clock, {limit}."


def _ends(grown: Growth) -> list[tuple[float, float]]:
    return [(grown.milliseconds[end], grown.solution_milliseconds[end]) for end in (0, -1)]


def _outgrows(grown: Growth | None) -> bool:
    return bool(grown and grown.limit is not None and grown.slope is not None and grown.slope > grown.limit)


def _is_unclear(sizes: Sequence[int], done: Sequence[Sample]) -> bool:
    samples = [sample.pairs for sample in done]
    return len(samples[0]) < _MOST_PAIRS_A_SIZE and timing.is_slope_unclear(sizes, samples)


def _at(make_args: MakeSizedArgs, size: int) -> MakeArgs:
    return lambda rng: make_args(rng, size)
