"""The rule that decides whether a submission is fast enough, from pairs of measured calls.

Nothing here starts a process or reads a clock, so the rule can be tried on recorded and on invented pairs. A pair is
one call of the submission and one of the solution on the same fresh input. Each pair votes; the first side to lead by
`lead` votes wins. A vote needs no model of the noise: whatever slows the machine slows both calls of a pair.
"""

from __future__ import annotations

import enum
import math
import statistics
from collections.abc import Sequence

import msgspec


class Decision(enum.Enum):
    """What the rule says."""

    FAST_ENOUGH = "fast enough"
    CLOSE_ENOUGH = "too close to call: the benefit of the doubt"
    TOO_SLOW = "too slow"
    TOO_BUSY = "the machine is too busy to tell"


class Pair(msgspec.Struct, frozen=True):
    """Seconds of one pair: processor time and time on the clock, of the submission and of the solution."""

    submission: float
    solution: float
    submission_wall: float
    solution_wall: float

    @property
    def ratio(self) -> float:
        """Processor time of the submission in multiples of the solution's."""
        return self.submission / self.solution


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A limit and the constants of the race towards it.

    Attributes:
        limit: the largest ratio that passes.
        lead: votes ahead that decide. With a pair right nine times in ten, a lead of 6 is wrong once in 500,000.
        far: a ratio beyond `far` times the limit, or below the limit over `far`, is no matter of noise …
        far_pairs: … when it comes that often in a row …
        clear: … and the same holds for a ratio this many times off the limit, either way …
        clear_pairs: … when it comes that often in a row. Of 7,632 pairs measured idle and beside three loads one in
            450 lay that far off its true ratio, and no two of them followed each other.
        max_pairs: pairs after which the median decides.
        max_seconds: time after which the median decides, once there are `min_pairs` …
        patience: … and time after which there is no more waiting for them.
        min_pairs: fewer than this are no basis for any verdict …
        hardly: … unless every one of `far_pairs` or more lies beyond this many times the limit: pairs of a slow
            submission take seconds on a busy machine, and there only few of them can be had.
        benefit: a median up to this much over the limit passes.
        asleep: time on the clock beyond `asleep` times the limit is a call that waits, or hands its work elsewhere.
    """

    limit: float
    lead: int = 6
    far: float = 4.0
    far_pairs: int = 3
    clear: float = 1.5
    clear_pairs: int = 4
    max_pairs: int = 60
    max_seconds: float = 2.5
    patience: float = 10.0
    min_pairs: int = 6
    hardly: float = 2.0
    benefit: float = 1.1
    asleep: float = 10.0


def decide(rule: Rule, pairs: Sequence[Pair], unscored: Sequence[Pair] = ()) -> Decision | None:
    """Return the decision that these pairs allow, or None when another pair is needed.

    The unscored pairs count only where two calls wait beyond `asleep`, which no cold cache explains.
    """
    waited = [pair.submission_wall > rule.asleep * rule.limit * pair.solution_wall for pair in (*unscored, *pairs)]
    if sum(waited) >= 2:
        return Decision.TOO_SLOW
    for factor, often in ((rule.far, rule.far_pairs), (rule.clear, rule.clear_pairs)):
        recent = [pair.ratio for pair in pairs[-often:]]
        if len(recent) == often and min(recent) > factor * rule.limit:
            return Decision.TOO_SLOW
        if len(recent) == often and max(recent) < rule.limit / factor:
            return Decision.FAST_ENOUGH
    over = sum(pair.ratio > rule.limit for pair in pairs)
    lead = over - (len(pairs) - over)
    if abs(lead) >= rule.lead:
        return Decision.TOO_SLOW if lead > 0 else Decision.FAST_ENOUGH
    return decide_late(rule, pairs) if len(pairs) >= rule.max_pairs else None


def is_late(rule: Rule, pairs: int, seconds: float) -> bool:
    """Say whether the race has to end: its time is over, and it has its pairs or there is no hope of them.

    Pairs that take seconds each are let run until `far_pairs` of them can tell a slow submission from a slow machine.
    """
    return seconds > (rule.max_seconds if pairs >= rule.min_pairs else rule.patience) and pairs >= rule.far_pairs


def decide_late(rule: Rule, pairs: Sequence[Pair], unscored: Sequence[Pair] = ()) -> Decision:
    """Return the decision once there is no time for another pair: the median decides, in doubt for the submission.

    Fewer than `min_pairs` say nothing, unless every pair there was, the unscored among them, lies beyond `hardly`.
    """
    every = [pair.ratio for pair in (*unscored, *pairs)]
    if len(every) >= rule.far_pairs and min(every) > rule.hardly * rule.limit:
        return Decision.TOO_SLOW
    if len(pairs) < rule.min_pairs:
        return Decision.TOO_BUSY
    median = median_ratio(pairs)
    if median > rule.benefit * rule.limit:
        return Decision.TOO_SLOW
    return Decision.FAST_ENOUGH if median <= rule.limit else Decision.CLOSE_ENOUGH


def median_ratio(pairs: Sequence[Pair]) -> float:
    """Return the median over the pairs of submission time over solution time."""
    return statistics.median(pair.ratio for pair in pairs)


def is_too_fast(pairs: Sequence[Pair]) -> bool:
    """Say whether a ratio is so low that it should be measured and its answers checked once more."""
    return median_ratio(pairs) < _TOO_FAST


def slope(sizes: Sequence[float], ratios: Sequence[float]) -> float:
    """Return how the ratio grows with the size: 0 as the solution, 1 with one more power of the size.

    It is the line of least squares through log(ratio) over log(size).
    """
    x = [math.log(size) for size in sizes]
    y = [math.log(ratio) for ratio in ratios]
    return statistics.linear_regression(x, y).slope


def slope_of(sizes: Sequence[float], samples: Sequence[Sequence[Pair]]) -> float:
    """Return the slope of the median ratios; a sample is the pairs at one size."""
    return slope(sizes, [median_ratio(pairs) for pairs in samples])


def is_slope_unclear(sizes: Sequence[float], samples: Sequence[Sequence[Pair]]) -> bool:
    """Say whether the slope lies so near to `GROWS`, for how far the pairs scatter, that more of them are needed."""
    off = [abs(math.log(pair.ratio / median_ratio(pairs))) for pairs in samples for pair in pairs]
    count = len(off) / len(samples)
    # From the median distance, which no outlier moves, to the error of a median, and from that to the slope's.
    deviation = 1.4826 * statistics.median(off) * math.sqrt(count / (count - 1))
    logs = [math.log(size) for size in sizes]
    width = math.sqrt(sum((log - statistics.fmean(logs)) ** 2 for log in logs))
    error = 1.2533 * deviation / math.sqrt(count) / width
    return abs(slope_of(sizes, samples) - GROWS) < _ERRORS * error


def was_busy(pairs: Sequence[Pair]) -> bool:
    """Say whether other work kept the processor from the workers: much more time passed than was used."""
    return statistics.median(pair.solution_wall / pair.solution for pair in pairs) > _BUSY


CLOSE = 1.25  # a ratio within this of the limit is called close
GROWS = 0.35  # a slope above it grows faster than the solution: 0 wrong of 900, between 0 for like and 1 for n times
_ERRORS = 3.0  # standard errors between a slope and `GROWS` that leave no doubt on which side it lies
_TOO_FAST = 0.1  # no honest answer to any exercise is ten times as fast as its solution; a cheat often is
_BUSY = 1.5  # alone on its core a call of some milliseconds takes 1.0 to 1.2 times its processor time
