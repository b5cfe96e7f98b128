"""What the history holds, as frozen structs, and how a row becomes one."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from shousi.clock import Moment, Reading
from shousi.report import Verdict

_STAMP = "%Y-%m-%dT%H:%M:%SZ"


class Task(msgspec.Struct, frozen=True, order=True):
    """What is practised: an exercise, or one of its variants; "nms", "nms/per_class"."""

    exercise: str
    variant: str = ""

    def __str__(self) -> str:
        """Return the name that `task_of` reads."""
        return f"{self.exercise}/{self.variant}" if self.variant else self.exercise


class End(enum.Enum):
    """How an attempt or a sitting ended."""

    ACCEPTED = "accepted"
    OUT_OF_TIME = "out of time"
    GIVEN_UP = "given up"


class Help(enum.Enum):
    """What a learner looked at."""

    HINT = "hint"
    REVEALED = "revealed"


class Grading(msgspec.Struct, frozen=True, kw_only=True):
    """One grading of a learner's own file.

    Attributes:
        task: what was graded.
        created: when, UTC.
        verdict: what was said.
        points: what it was worth.
        max_points: of how many.
        ratio: the submission's time over the solution's, where it was measured.
        mistake: the mistake that was diagnosed, or nothing.
        seed: of the random inputs.
        seconds: that the grading took.
        answers_right: whether every answer was right, fast or slow.
        hints: looked at before it.
        attempt: the attempt that it belongs to; None outside of practice.
        elapsed: seconds from the start of the sitting to the saving of what was graded; None outside of practice.
        submission: the text that was graded; empty for rows older than that column.
    """

    task: Task
    created: datetime
    verdict: Verdict
    points: int
    max_points: int
    ratio: float | None
    mistake: str | None
    seed: int
    seconds: float
    answers_right: bool
    hints: int
    attempt: int | None = None
    elapsed: float | None = None
    submission: str = ""


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One timed attempt; `began` and `ended` are seconds from the start of its sitting, whose limit is `allowed`."""

    id: int
    sitting: int
    task: Task
    created: datetime
    began: float
    ended: float | None
    outcome: End | None
    allowed: float
    hints: int


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """One run of the clock, over one attempt or several; `outcome` is None while it goes on."""

    id: int
    start: Moment
    last: Reading
    allowed: float
    planned: tuple[Task, ...]
    outcome: End | None


def task_of(name: str) -> Task:
    """Return the task that a name such as "nms" or "nms/per_class" means."""
    exercise, _, variant = name.partition("/")
    return Task(exercise, variant)


def moment_of(text: str) -> datetime:
    """Return a timestamp of ours as a time.

    Raises:
        ValueError: it is none.
    """
    return datetime.strptime(text, _STAMP).replace(tzinfo=UTC)


GRADING_COLUMNS = (
    "exercise, variant, created, verdict, points, max_points, ratio, mistake, seed, seconds, answers_right, hints,"
    " attempt, elapsed, submission"
)


def grading_of(row: Sequence[Any]) -> Grading:
    """Return a row of GRADING_COLUMNS.

    Raises:
        ValueError: a value cannot be right.
    """
    exercise, variant, created, verdict, points, most, ratio, mistake, seed, seconds, right, hints, *practice = row
    attempt, elapsed, submission = practice
    return Grading(
        task=Task(exercise, variant),
        created=moment_of(created),
        verdict=Verdict(verdict),
        points=int(points),
        max_points=int(most),
        ratio=ratio,
        mistake=mistake,
        seed=seed,
        seconds=float(seconds),
        answers_right=bool(right),
        hints=int(hints),
        attempt=attempt,
        elapsed=elapsed,
        submission=submission,
    )


def row_of(grading: Grading) -> tuple[Any, ...]:
    """Return a grading as a row of GRADING_COLUMNS."""
    return (
        grading.task.exercise,
        grading.task.variant,
        grading.created.strftime(_STAMP),
        grading.verdict.value,
        grading.points,
        grading.max_points,
        grading.ratio,
        grading.mistake,
        grading.seed,
        grading.seconds,
        grading.answers_right,
        grading.hints,
        grading.attempt,
        grading.elapsed,
        grading.submission,
    )


def attempt_of(row: Sequence[Any]) -> Attempt:
    """Return a row of the attempt table, with its sitting's limit and the number of its hints behind.

    Raises:
        ValueError: a value cannot be right.
    """
    number, sitting, exercise, variant, created, began, ended, outcome, allowed, hints = row
    return Attempt(
        id=number,
        sitting=sitting,
        task=Task(exercise, variant),
        created=moment_of(created),
        began=float(began),
        ended=ended,
        outcome=End(outcome) if outcome is not None else None,
        allowed=float(allowed),
        hints=int(hints),
    )


def sitting_of(row: Sequence[Any]) -> Sitting:
    """Return a row of the sitting table; it was last read at its start, as far as another process can know.

    Raises:
        ValueError: a value cannot be right.
    """
    number, wall, steady, era, sleeps, allowed, seconds, planned, outcome = row
    start = Moment(float(wall), float(steady), str(era), sleeps=bool(sleeps))
    return Sitting(
        id=number,
        start=start,
        last=Reading(float(seconds), start),
        allowed=float(allowed),
        planned=tuple(task_of(name) for name in planned.split()),
        outcome=End(outcome) if outcome is not None else None,
    )
