"""What the history holds, as frozen structs, and how a row of its tables becomes one."""

from __future__ import annotations

import enum
import sqlite3
from datetime import datetime
from typing import Annotated, TypeVar

import msgspec

from shousi.clock import Moment, Reading
from shousi.report import Verdict

# The bounds keep arithmetic with odd values from failing: any of these can be added to any date that is accepted.
Finite = Annotated[float, msgspec.Meta(ge=-1e10, le=1e10)]
Created = Annotated[datetime, msgspec.Meta(tz=True)]
_YEARS = range(1970, 3000)


class Task(msgspec.Struct, frozen=True, order=True):
    """What is practised: an exercise, or one of its variants; "nms", "nms/per_class"."""

    exercise: str
    variant: str = ""

    def __str__(self) -> str:
        """Return the name that a person types."""
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


class GradingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One grading of the learner's own file.

    Attributes:
        task: what was graded.
        created: when, UTC.
        verdict: the verdict.
        points: points earned.
        max_points: points that could be earned.
        ratio: the submission's time divided by the solution's; None if it was not measured.
        mistake: the name of the diagnosed mistake, if any.
        seed: the seed of the random inputs.
        seconds: how long the grading took.
        answers_right: whether every answer was right, fast or slow.
        hints: number of hints shown before this grading.
        attempt: id of the attempt that it belongs to; None outside of practice.
        elapsed: seconds from the start of the sitting to the moment the file was saved; None outside of practice.
        submission: the text that was graded; empty in rows that are older than this column.
        perfect: whether every bonus was earned too.
    """

    task: Task
    created: Created
    verdict: Verdict
    points: int
    max_points: int
    ratio: Finite | None
    mistake: str | None
    seed: int
    seconds: Finite
    answers_right: bool
    hints: int
    attempt: int | None = None
    elapsed: Finite | None = None
    submission: str = ""
    perfect: bool = False


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise, practised once against the clock.

    Attributes:
        id: its number; 0 if the history could not keep it.
        sitting: id of its sitting.
        task: what was practised.
        created: when it began, UTC.
        began: when it began, in seconds from the start of its sitting.
        ended: when it ended, in seconds from the start of its sitting; None while it goes on.
        outcome: how it ended; None while it goes on.
        allowed: seconds that the whole sitting may last.
        hints: number of different hints shown during the attempt.
    """

    id: int
    sitting: int
    task: Task
    created: Created
    began: Finite
    ended: Finite | None = None
    outcome: End | None = None
    allowed: Finite
    hints: int = 0


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """One practice from start to end: one clock, and one or more attempts made one after the other.

    Attributes:
        id: its number; 0 if the history could not keep it.
        start: when the clock was started.
        last: the largest time that the clock has shown so far.
        allowed: seconds until the deadline.
        planned: what is asked, in this order.
        outcome: how it ended; None while it goes on.
    """

    id: int
    start: Moment
    last: Reading
    allowed: Finite
    planned: tuple[Task, ...]
    outcome: End | None = None


Dated = TypeVar("Dated", GradingRow, Attempt)


def dated_from(row: sqlite3.Row, kind: type[Dated]) -> Dated:
    """Return a row as a GradingRow or an Attempt.

    Raises:
        ValueError: a value cannot be right.
    """
    columns = dict(row)
    found = msgspec.convert({**columns, "task": columns}, kind, strict=False)  # not strict: SQLite has no booleans
    if found.created.year not in _YEARS:
        raise ValueError(f"the year {found.created.year}")
    return found


def sitting_from(row: sqlite3.Row) -> Sitting:
    """Return a row of the sitting table; nobody has looked at its clock since its start, as far as the row tells.

    Raises:
        ValueError: a value cannot be right.
    """
    columns = dict(row)
    names = [name.partition("/") for name in str(columns["planned"]).split()]
    last = {"seconds": columns["passed"], "at": columns}
    planned = [Task(exercise, variant) for exercise, _, variant in names]
    return msgspec.convert({**columns, "start": columns, "last": last, "planned": planned}, Sitting, strict=False)
