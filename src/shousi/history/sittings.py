"""Sittings and attempts in the history: begun, gone on with after an interruption, ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import msgspec

from shousi import clock
from shousi.clock import Moment, Reading
from shousi.history import store
from shousi.history.rows import Attempt, End, Sitting, Task, attempt_of, sitting_of
from shousi.history.store import Tell

_SITTING = "SELECT id, wall, steady, era, sleeps, allowed, passed, planned, outcome FROM sitting"
_ATTEMPT = (
    "SELECT attempt.id, sitting, exercise, variant, attempt.created, began, ended, attempt.outcome, allowed,"
    " (SELECT count(DISTINCT number) FROM help WHERE help.attempt = attempt.id AND kind = 'hint')"
    " FROM attempt JOIN sitting ON sitting.id = attempt.sitting"
)


def open_sitting(root: Path, tell: Tell) -> Sitting | None:
    """Return the newest sitting that has not ended, or None."""

    def read(database: sqlite3.Connection) -> Sitting | None:
        row = database.execute(f"{_SITTING} WHERE outcome IS NULL ORDER BY id DESC LIMIT 1").fetchone()
        return sitting_of(row) if row else None

    return store.transact(root, tell, read, None) if store.exists(root) else None


def begin_sitting(root: Path, tell: Tell, planned: Sequence[Task], start: Moment, allowed: float) -> Sitting:
    """Start the clock. Where the history cannot be used the sitting has the number 0, and is not kept.

    Args:
        root: the repository.
        tell: is given a line where it could not be kept.
        planned: what will be asked, in this order.
        start: now.
        allowed: seconds until the deadline.
    """
    names = " ".join(str(task) for task in planned)

    def add(database: sqlite3.Connection) -> int:
        row = (start.wall, start.steady, start.era, start.sleeps, allowed, names)
        return _added(
            database,
            "INSERT INTO sitting (wall, steady, era, sleeps, allowed, planned) VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )

    number = store.transact(root, tell, add, 0)
    return Sitting(
        id=number, start=start, last=Reading(0.0, start), allowed=allowed, planned=tuple(planned), outcome=None
    )


def begin_attempt(root: Path, tell: Tell, sitting: Sitting, task: Task, began: float) -> Attempt:
    """Begin an attempt `began` seconds into its sitting; it has the number 0 where it could not be kept."""
    created = clock.stamp(clock.now())

    def add(database: sqlite3.Connection) -> int:
        return _added(
            database,
            "INSERT INTO attempt (sitting, exercise, variant, created, began) VALUES (?, ?, ?, ?, ?)",
            (sitting.id, task.exercise, task.variant, created, began),
        )

    number = store.transact(root, tell, add, 0) if sitting.id else 0
    return attempt_of((number, sitting.id, task.exercise, task.variant, created, began, None, None, sitting.allowed, 0))


def note_time(root: Path, tell: Tell, sitting: Sitting, seconds: float) -> None:
    """Keep how many seconds have passed, so that a restarted machine cannot give them back."""
    note = "UPDATE sitting SET passed = max(passed, ?) WHERE id = ?"
    if sitting.id:
        store.transact(root, tell, lambda database: database.execute(note, (seconds, sitting.id)), None)


def end_attempt(
    root: Path, tell: Tell, attempt: Attempt, outcome: End, ended: float, *, sitting: End | None = None
) -> None:
    """End an attempt `ended` seconds into its sitting.

    Args:
        root: the repository.
        tell: is given a line where it could not be kept.
        attempt: which.
        outcome: how it ended.
        ended: seconds from the start of its sitting.
        sitting: how the sitting has ended with it; None where more is to be asked.
    """

    def change(database: sqlite3.Connection) -> None:
        database.execute(
            "UPDATE attempt SET ended = ?, outcome = ? WHERE id = ? AND outcome IS NULL",
            (ended, outcome.value, attempt.id),
        )
        if sitting:
            _stop(database, attempt.sitting, sitting, ended)

    if attempt.sitting:
        store.transact(root, tell, change, None)


def end_sitting(root: Path, tell: Tell, sitting: Sitting, outcome: End, ended: float) -> None:
    """Stop the clock, and end the attempt that is still going on in the same way."""
    if sitting.id:
        store.transact(root, tell, lambda database: _stop(database, sitting.id, outcome, ended), None)


def ended(attempt: Attempt, outcome: End, seconds: float) -> Attempt:
    """Return an attempt as it stands after its end, where the history could not keep it."""
    return msgspec.structs.replace(attempt, outcome=outcome, ended=seconds)


def attempts(root: Path, tell: Tell) -> list[Attempt]:
    """Return every attempt, the oldest first."""

    def read(database: sqlite3.Connection) -> list[Attempt]:
        return [attempt_of(row) for row in database.execute(f"{_ATTEMPT} ORDER BY attempt.id")]

    return store.transact(root, tell, read, []) if store.exists(root) else []


def _stop(database: sqlite3.Connection, sitting: int, outcome: End, ended: float) -> None:
    database.execute(
        "UPDATE attempt SET ended = ?, outcome = ? WHERE sitting = ? AND outcome IS NULL",
        (ended, outcome.value, sitting),
    )
    database.execute(
        "UPDATE sitting SET outcome = ?, passed = max(passed, ?) WHERE id = ? AND outcome IS NULL",
        (outcome.value, ended, sitting),
    )


def _added(database: sqlite3.Connection, statement: str, values: Sequence[object]) -> int:
    number = database.execute(statement, values).lastrowid
    return int(number) if number is not None else 0
