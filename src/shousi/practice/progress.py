"""Where somebody stands, by exercise and variant, and how many days in a row they have practised."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import msgspec

from shousi.catalogue import Exercise
from shousi.history.rows import Attempt, End, Grading, Task
from shousi.practice import debrief, repetition
from shousi.practice.standing import standing

_SAME = 0.05  # of a time; less is chance


class Solved(msgspec.Struct, frozen=True):
    """An attempt that ended accepted: when, and after how many seconds."""

    at: datetime
    seconds: float


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Where somebody stands with one exercise or variant.

    Attributes:
        task: which.
        title: what a person calls it.
        state: as `standing` has it, in words.
        solved: the attempts that were accepted, the oldest first.
        attempts: all that have ended.
        gradings: with a clock or without.
        streak: accepted attempts in a row, up to the last one.
        due: when the exercise should be asked again; None for a variant, and where it was never reviewed.
    """

    task: Task
    title: str
    state: str
    solved: tuple[Solved, ...]
    attempts: int
    gradings: int
    streak: int
    due: datetime | None

    @property
    def best(self) -> float | None:
        """Seconds of the quickest accepted attempt."""
        return min((one.seconds for one in self.solved), default=None)

    @property
    def last(self) -> float | None:
        """Seconds of the latest accepted attempt."""
        return self.solved[-1].seconds if self.solved else None

    @property
    def trend(self) -> float | None:
        """The latest time over the median of those before, less 1: -0.25 is a quarter quicker."""
        if len(self.solved) < 2:
            return None
        change = self.solved[-1].seconds / statistics.median(one.seconds for one in self.solved[:-1]) - 1
        return 0.0 if abs(change) < _SAME else change


def lines(
    exercises: Iterable[Exercise], attempts: Sequence[Attempt], gradings: Sequence[Grading], now: datetime
) -> list[Line]:
    """Return a line for each exercise, and one for each variant that was ever tried, in the catalogue's order.

    Args:
        exercises: of the catalogue.
        attempts: all, the oldest first.
        gradings: all, the oldest first.
        now: UTC.
    """
    every = list(exercises)
    reviews = repetition.reviews(attempts, gradings, {exercise.name: exercise.minutes for exercise in every})
    memories = repetition.memories(reviews, now)
    found = []
    for exercise in every:
        memory = memories.get(exercise.name)
        found.append(_line(Task(exercise.name), exercise.title, attempts, gradings, memory.due if memory else None))
        for name, variant in exercise.variants.items():
            line = _line(Task(exercise.name, name), variant.title, attempts, gradings, None)
            if line.gradings or line.attempts:
                found.append(line)
    return found


def days_in_a_row(gradings: Iterable[Grading], today: date) -> int:
    """Return on how many days in a row something was graded, up to today, or to yesterday while today is young."""
    days = {grading.created.astimezone().date() for grading in gradings}
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day in days:
        count, day = count + 1, day - timedelta(days=1)
    return count


def _line(
    task: Task, title: str, attempts: Sequence[Attempt], gradings: Sequence[Grading], due: datetime | None
) -> Line:
    own = [attempt for attempt in attempts if attempt.task == task and attempt.outcome is not None]
    graded = [grading for grading in gradings if grading.task == task]
    figures = [(attempt, debrief.figures(attempt, graded)) for attempt in own]
    solved = [Solved(attempt.created, one.accepted or one.spent) for attempt, one in figures if _is_solved(attempt)]
    streak = next((count for count, one in enumerate(reversed(own)) if not _is_solved(one)), len(own))
    return Line(
        task=task,
        title=title,
        state=standing(task, attempts, graded).state,
        solved=tuple(solved),
        attempts=len(own),
        gradings=len(graded),
        streak=streak,
        due=due,
    )


def _is_solved(attempt: Attempt) -> bool:
    return attempt.outcome is End.ACCEPTED
