"""How far a learner has come, by exercise and variant, and how many days in a row they have practised."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import msgspec

from shousi.catalogue import Exercise
from shousi.history.rows import Attempt, End, GradingRow, Task
from shousi.practice import debrief, repetition
from shousi.practice.standing import standing

_SAME = 0.05  # a smaller relative change of a time is chance


class Solved(msgspec.Struct, frozen=True):
    """An accepted attempt: when it began, and how many seconds it took."""

    at: datetime
    seconds: float


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """How far a learner has come with one exercise or variant.

    Attributes:
        task: the exercise or variant.
        state: in words, as `standing` returns it.
        solved: the accepted attempts, the oldest first.
        attempts: number of attempts that have ended.
        gradings: number of gradings, in practice or not.
        streak: number of accepted attempts in a row, up to the last one.
        due: when the exercise should be asked again; None for a variant, and for an exercise never practised.
    """

    task: Task
    state: str
    solved: tuple[Solved, ...]
    attempts: int
    gradings: int
    streak: int
    due: datetime | None

    @property
    def best(self) -> float | None:
        """Seconds that the quickest accepted attempt took."""
        return min((one.seconds for one in self.solved), default=None)

    @property
    def last(self) -> float | None:
        """Seconds that the latest accepted attempt took."""
        return self.solved[-1].seconds if self.solved else None

    @property
    def trend(self) -> float | None:
        """The relative change of the latest time from the median of those before: -0.25 is a quarter quicker."""
        if len(self.solved) < 2:
            return None
        change = self.solved[-1].seconds / statistics.median(one.seconds for one in self.solved[:-1]) - 1
        return 0.0 if abs(change) < _SAME else change


def lines(
    exercises: Iterable[Exercise], attempts: Sequence[Attempt], gradings: Sequence[GradingRow], now: datetime
) -> list[Line]:
    """Return a line for each exercise, and for each variant that was ever tried, in the catalogue's order.

    Args:
        exercises: all exercises of the catalogue.
        attempts: all attempts, the oldest first.
        gradings: all gradings, the oldest first.
        now: the time, UTC.
    """
    every = list(exercises)
    reviews = repetition.reviews(attempts, gradings, {exercise.name: exercise.minutes for exercise in every})
    memories = repetition.memories(reviews, now)
    found = []
    for exercise in every:
        memory = memories.get(exercise.name)
        found.append(_line(Task(exercise.name), attempts, gradings, memory.due if memory else None))
        for variant in exercise.variants:
            line = _line(Task(exercise.name, variant), attempts, gradings, None)
            if line.gradings or line.attempts:
                found.append(line)
    return found


def days_in_a_row(gradings: Iterable[GradingRow], today: date) -> int:
    """Return on how many days in a row something was graded, up to today, or yesterday if nothing was graded today."""
    days = {grading.created.astimezone().date() for grading in gradings}
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day in days:
        count, day = count + 1, day - timedelta(days=1)
    return count


def _line(task: Task, attempts: Sequence[Attempt], gradings: Sequence[GradingRow], due: datetime | None) -> Line:
    own = [attempt for attempt in attempts if attempt.task == task and attempt.outcome is not None]
    graded = [grading for grading in gradings if grading.task == task]
    figures = [(attempt, debrief.figures(attempt, graded)) for attempt in own]
    solved = [Solved(attempt.created, one.accepted or one.spent) for attempt, one in figures if _is_solved(attempt)]
    streak = next((count for count, one in enumerate(reversed(own)) if not _is_solved(one)), len(own))
    return Line(
        task=task,
        state=standing(task, attempts, graded).state,
        solved=tuple(solved),
        attempts=len(own),
        gradings=len(graded),
        streak=streak,
        due=due,
    )


def _is_solved(attempt: Attempt) -> bool:
    return attempt.outcome is End.ACCEPTED
