"""When an exercise should be asked again.

This is spaced repetition: FSRS, the scheduler that Anki uses, takes each earlier attempt as a review, and estimates
when the exercise will be nearly forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec
from fsrs import Card, Rating, Scheduler

from shousi.history.rows import Attempt, End, GradingRow
from shousi.report import Verdict

_QUICK = 0.5  # of the exercise's minutes; a learner who needs less knows it by heart
# FSRS is made for flash cards. It can ask a card again within minutes: an exercise of twenty minutes should wait for
# days. It can also shift due dates at random, to spread a thousand cards over the days: here are a handful.
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


class Review(msgspec.Struct, frozen=True):
    """One time that a learner tried to remember an exercise, and how well it went."""

    exercise: str
    at: datetime
    rating: Rating


class Memory(msgspec.Struct, frozen=True):
    """How well a learner remembers an exercise.

    Attributes:
        due: when it should be asked again, UTC.
        chance: the probability that it is remembered now.
    """

    due: datetime
    chance: float


def rate(outcome: End, seconds: float, minutes: float, hints: int) -> Rating:
    """Rate an attempt by how it ended, how long it took, and how many hints it needed.

    Args:
        outcome: how it ended.
        seconds: how long it took.
        minutes: how long an interview would give.
        hints: number of different hints shown.
    """
    if outcome is not End.ACCEPTED:
        return Rating.Again
    share = seconds / (60 * minutes)
    if hints == 0 and share <= _QUICK:
        return Rating.Easy
    if (hints == 0 and share <= 1) or (hints == 1 and share <= _QUICK):
        return Rating.Good
    return Rating.Hard


def reviews(attempts: Sequence[Attempt], gradings: Iterable[GradingRow], minutes: Mapping[str, int]) -> list[Review]:
    """Return the reviews that a history holds, the oldest first.

    Every attempt that has ended is a review. So is a day on which an exercise was accepted outside of practice: it
    counts as good, or as hard if hints were shown. Rejected gradings outside of practice are work in progress.

    Args:
        attempts: attempts in any order; those of a variant count for its exercise.
        gradings: gradings in any order.
        minutes: how long an interview would give, by exercise; exercises that are not in it are left out.
    """
    found = [
        _review(attempt, attempt.outcome, attempt.ended - attempt.began, minutes[attempt.task.exercise])
        for attempt in attempts
        if attempt.outcome is not None and attempt.ended is not None and attempt.task.exercise in minutes
    ]
    days = {(review.exercise, review.at.date()) for review in found}
    for grading in gradings:
        name, day = grading.task.exercise, grading.created.date()
        if grading.attempt is None and grading.verdict is Verdict.ACCEPTED and name in minutes:
            if (name, day) not in days:
                found.append(
                    Review(name, grading.created.astimezone(UTC), Rating.Hard if grading.hints else Rating.Good)
                )
            days.add((name, day))
    return sorted(found, key=lambda review: review.at)


def memories(found: Iterable[Review], now: datetime) -> dict[str, Memory]:
    """Return how well each exercise that was ever reviewed is remembered.

    Args:
        found: the reviews, the oldest first.
        now: the time, UTC.
    """
    cards: dict[str, Card] = {}
    for review in found:
        card = cards.get(review.exercise) or Card(card_id=len(cards) + 1, due=review.at)
        cards[review.exercise], _ = _SCHEDULER.review_card(card, review.rating, review.at)
    return {
        name: Memory(card.due, float(_SCHEDULER.get_card_retrievability(card, now))) for name, card in cards.items()
    }


def _review(attempt: Attempt, outcome: End, seconds: float, minutes: int) -> Review:
    at = (attempt.created + timedelta(seconds=seconds)).astimezone(UTC)
    return Review(attempt.task.exercise, at, rate(outcome, seconds, minutes, attempt.hints))
