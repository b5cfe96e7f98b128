"""When an exercise should be asked again: reviews from the history, scheduled by FSRS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec
from fsrs import Card, Rating, Scheduler

from shousi.history.rows import Attempt, End, Grading
from shousi.report import Verdict

_QUICK = 0.5  # of the exercise's minutes: whoever needs less has it in the fingers
# Steps of minutes are for cards that one turns over; an exercise of twenty minutes comes again in days. No random
# fuzz: it spreads a thousand cards over the days, and here are a handful.
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


class Review(msgspec.Struct, frozen=True):
    """One time that somebody tried to remember an exercise, and how well it went."""

    exercise: str
    at: datetime
    rating: Rating


class Memory(msgspec.Struct, frozen=True):
    """What is known of an exercise in somebody's memory.

    Attributes:
        due: when it should be asked again.
        last: when it was last asked.
        strength: days until it is remembered with nine chances in ten only.
        chance: that it is remembered now, 0 to 1.
    """

    due: datetime
    last: datetime
    strength: float
    chance: float


def rate(outcome: End, seconds: float, minutes: float, hints: int) -> Rating:
    """Rate an attempt, from how it ended, how long it took, and how many hints were looked at.

    Args:
        outcome: how it ended.
        seconds: from its beginning to its end.
        minutes: that an interview would give.
        hints: different hints that were looked at.
    """
    if outcome is not End.ACCEPTED:
        return Rating.Again
    share = seconds / (60 * minutes)
    if hints == 0 and share <= _QUICK:
        return Rating.Easy
    if (hints == 0 and share <= 1) or (hints == 1 and share <= _QUICK):
        return Rating.Good
    return Rating.Hard


def reviews(attempts: Sequence[Attempt], gradings: Iterable[Grading], minutes: Mapping[str, int]) -> list[Review]:
    """Return the reviews that a history holds, the oldest first.

    Every attempt that has ended is one. So is a day on which an exercise was accepted without a clock running: it was
    remembered, good, or with hints, hard. Rejected gradings without a clock are work in progress.

    Args:
        attempts: in any order; variants count for their exercise.
        gradings: in any order.
        minutes: of each exercise that is in the catalogue; others are left out.
    """
    found = [
        Review(attempt.task.exercise, _end(attempt), _rated(attempt, minutes[attempt.task.exercise]))
        for attempt in attempts
        if attempt.outcome is not None and attempt.ended is not None and attempt.task.exercise in minutes
    ]
    days = {(review.exercise, review.at.date()) for review in found}
    for grading in gradings:
        name, day = grading.task.exercise, grading.created.date()
        if grading.attempt is None and grading.verdict is Verdict.ACCEPTED and name in minutes:
            if (name, day) not in days:
                found.append(Review(name, grading.created, Rating.Hard if grading.hints else Rating.Good))
            days.add((name, day))
    return sorted(found, key=lambda review: review.at)


def memories(found: Iterable[Review], now: datetime) -> dict[str, Memory]:
    """Return what is remembered of each exercise that was ever reviewed.

    Args:
        found: the oldest first.
        now: UTC.
    """
    cards: dict[str, Card] = {}
    for review in found:
        card = cards.get(review.exercise) or Card(card_id=len(cards) + 1, due=review.at)
        cards[review.exercise], _ = _SCHEDULER.review_card(card, review.rating, review.at)
    return {name: _memory(card, now) for name, card in cards.items()}


def _memory(card: Card, now: datetime) -> Memory:
    last = card.last_review or card.due
    return Memory(
        due=card.due,
        last=last,
        strength=card.stability or 0.0,
        chance=float(_SCHEDULER.get_card_retrievability(card, now)),
    )


def _end(attempt: Attempt) -> datetime:
    return (attempt.created + timedelta(seconds=(attempt.ended or 0.0) - attempt.began)).astimezone(UTC)


def _rated(attempt: Attempt, minutes: int) -> Rating:
    outcome = attempt.outcome or End.GIVEN_UP
    return rate(outcome, (attempt.ended or 0.0) - attempt.began, minutes, attempt.hints)
