"""Decide from pairs of measured calls whether a submission is fast enough.

Nothing here starts a process or reads a clock, so the rule can be tried on recorded and on invented pairs. A pair is
one call of the submission and one of the solution on the same fresh input. A race measures pairs until one of these
decides, tried in this order: two calls that only waited; a few ratios in a row far from the limit; votes, "over the
limit" or "under", of which the first side to lead by `lead` wins; or, when pairs or time run out, the median. Votes
need no model of the noise: whatever slows the machine slows both calls of a pair.
"""

from __future__ import annotations

import enum
import math
import statistics
from collections.abc import Sequence

import msgspec

NEAR_LIMIT = 1.25  # a ratio within this factor of the limit is reported as near it
# A slope above it "grows faster than the solution". It lies between 0 (the same growth) and 1 (one more power of the
# size); 0 of 900 measured slopes were on the wrong side of it.
GROWS = 0.35
_ERRORS = 3.0  # a slope this many standard errors away from `GROWS` is certain
_TOO_FAST = 0.1  # no honest answer is ten times as fast as the solution; a cheat often is
_BUSY = 0.25  # alone on its core, a call waits for a hundredth of its processor time; beside busy loops for half of it


class Decision(enum.Enum):
    """The result of a race."""

    FAST_ENOUGH = "fast enough"
    CLOSE_ENOUGH = "too close to call: the benefit of the doubt"
    TOO_SLOW = "too slow"
    TOO_BUSY = "the machine is too busy to tell"


class Pair(msgspec.Struct, frozen=True):
    """The times of one pair in seconds: processor time and wall time, of the submission and of the solution."""

    submission: float
    solution: float
    submission_wall: float
    solution_wall: float

    @property
    def ratio(self) -> float:
        """The submission's processor time as a multiple of the solution's."""
        return self.submission / self.solution


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A limit and the constants of the race towards it.

    A ratio is the submission's time over the solution's in one pair.

    Attributes:
        limit: the largest ratio that passes.
        lead: votes ahead that decide.
        far_factor: ratios more than this many times over or under the limit ...
        far_pairs: ... decide when so many of them come in a row.
        clear_factor: the same for ratios less far from the limit ...
        clear_pairs: ... of which more are needed in a row.
        max_pairs: number of pairs after which the median decides.
        max_seconds: time after which the median decides, once there are `min_pairs`.
        patience: time after which nobody waits for `min_pairs` any longer.
        min_pairs: fewer pairs than this are no basis for a median.
        few_pairs_factor: with fewer than `min_pairs`, `far_pairs` or more still decide "too slow" if all are more than
            this many times over the limit.
        benefit: a median up to this many times the limit passes.
        waiting_factor: two calls with a wall time over this many times the limit are too slow, whatever processor time
            they took: they sleep, or they have another process do the work.
    """

    limit: float
    # If one pair in ten votes for the wrong side, a lead of 6 is wrong once in (9/1)^6 = 530,000 races.
    lead: int = 6
    # Four times the limit is beyond any noise that was measured. Three pairs in a row, since a disturbance, such as
    # another process that starts, often hits one pair and rarely two.
    far_factor: float = 4.0
    far_pairs: int = 3
    # 1.5 times off is within reach of noise: of 7,632 pairs measured on an idle machine and beside three kinds of load,
    # one in 450 was that far from its true ratio. No two of those were neighbors, so four in a row leave room to spare.
    clear_factor: float = 1.5
    clear_pairs: int = 4
    max_pairs: int = 60
    max_seconds: float = 2.5
    patience: float = 10.0
    min_pairs: int = 6
    # Pairs of a slow submission take seconds on a busy machine, so only few of them can be had. Twice the limit is
    # beyond the noise of three pairs that agree, and a slow submission does not become "too busy to tell".
    few_pairs_factor: float = 2.0
    # A tenth over the limit is within the error of the median of few pairs: in doubt for the submission.
    benefit: float = 1.1
    # A busy machine may keep a call waiting, but it slows the solution's call of the pair as well.
    waiting_factor: float = 10.0


def decide(rule: Rule, pairs: Sequence[Pair], unscored: Sequence[Pair] = ()) -> Decision | None:
    """Return the decision that these pairs allow, or None when another pair is needed.

    Args:
        rule: the limit and the constants.
        pairs: the scored pairs, in order.
        unscored: pairs made while caches were cold. They count only for calls that wait, which no cold cache explains.
    """
    waited = [
        pair.submission_wall > rule.waiting_factor * rule.limit * pair.solution_wall for pair in (*unscored, *pairs)
    ]
    if sum(waited) >= 2:
        return Decision.TOO_SLOW
    for factor, length in ((rule.far_factor, rule.far_pairs), (rule.clear_factor, rule.clear_pairs)):
        recent = [pair.ratio for pair in pairs[-length:]]
        if len(recent) == length and min(recent) > factor * rule.limit:
            return Decision.TOO_SLOW
        if len(recent) == length and max(recent) < rule.limit / factor:
            return Decision.FAST_ENOUGH
    over = sum(pair.ratio > rule.limit for pair in pairs)
    lead = over - (len(pairs) - over)
    if abs(lead) >= rule.lead:
        return Decision.TOO_SLOW if lead > 0 else Decision.FAST_ENOUGH
    return decide_late(rule, pairs) if len(pairs) >= rule.max_pairs else None


def is_late(rule: Rule, pairs: int, seconds: float) -> bool:
    """Say whether the race has to end because its time is over.

    Where pairs take seconds each, it goes on until there are `far_pairs`: fewer cannot tell a slow submission from a
    slow machine.
    """
    return seconds > (rule.max_seconds if pairs >= rule.min_pairs else rule.patience) and pairs >= rule.far_pairs


def decide_late(rule: Rule, pairs: Sequence[Pair], unscored: Sequence[Pair] = ()) -> Decision:
    """Return the decision when there is no time for another pair: the median decides, in doubt for the submission.

    Fewer than `min_pairs` decide only if each is beyond `few_pairs_factor`, and there are `far_pairs` of them. An
    unscored pair counts among these if it is as far. If not, that says little: a cold solution takes twice as long.
    """
    few = rule.few_pairs_factor * rule.limit
    far = [pair for pair in (*unscored, *pairs) if pair.ratio > few]
    if len(far) >= rule.far_pairs and all(pair.ratio > few for pair in pairs):
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
    """Say whether the ratio is so low that the times have to be measured, and the answers checked, once more."""
    return median_ratio(pairs) < _TOO_FAST


def slope(sizes: Sequence[float], ratios: Sequence[float]) -> float:
    """Return how the ratio grows with the size: 0 as the solution does, 1 with one more power of the size.

    It is the slope of the least-squares line through log(ratio) over log(size).
    """
    x = [math.log(size) for size in sizes]
    y = [math.log(ratio) for ratio in ratios]
    return statistics.linear_regression(x, y).slope


def slope_of(sizes: Sequence[float], samples: Sequence[Sequence[Pair]]) -> float:
    """Return the slope of the median ratios; each sample holds the pairs of one size."""
    return slope(sizes, [median_ratio(pairs) for pairs in samples])


def is_slope_unclear(sizes: Sequence[float], samples: Sequence[Sequence[Pair]]) -> bool:
    """Say whether the slope is so near to `GROWS`, given the scatter of the pairs, that more of them are needed."""
    off = [abs(math.log(pair.ratio / median_ratio(pairs))) for pairs in samples for pair in pairs]
    count = len(off) / len(samples)
    # 1.4826 turns the median distance, which outliers do not move, into a standard deviation (for normal noise); 1.2533
    # turns that of one pair into that of a median. Dividing by the spread of the log sizes gives the slope's error.
    deviation = 1.4826 * statistics.median(off) * math.sqrt(count / (count - 1))
    logs = [math.log(size) for size in sizes]
    width = math.sqrt(sum((log - statistics.fmean(logs)) ** 2 for log in logs))
    error = 1.2533 * deviation / math.sqrt(count) / width
    return abs(slope_of(sizes, samples) - GROWS) < _ERRORS * error


def was_busy(waits: Sequence[float]) -> bool:
    """Say whether other processes kept the processor from the solution's calls.

    Args:
        waits: of each call, the time that it waited for the processor, as a multiple of the time that it used.
    """
    return statistics.median(waits) > _BUSY
