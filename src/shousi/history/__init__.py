"""What a learner has done so far, in .shousi/history.sqlite: gradings, attempts against the clock, hints looked at.

Every function takes the repository and a function that is given one line where something was wrong; nothing here raises
because of the history's state. `shousi.history.sittings` holds the clock's part.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import msgspec

from shousi import clock
from shousi.history import store
from shousi.history.rows import GRADING_COLUMNS, Grading, Help, Task, grading_of, moment_of, row_of
from shousi.history.store import Tell
from shousi.report import CheckResult, Outcome, Report, Verdict

__all__ = ["answers_right", "grading_of_report", "gradings", "hints_taken", "note_help", "record"]


def record(
    root: Path,
    tell: Tell,
    report: Report,
    submission: str,
    *,
    attempt: int | None = None,
    elapsed: float | None = None,
) -> None:
    """Add a grading of the learner's own file.

    Args:
        root: the repository.
        tell: is given a line where the row could not be kept.
        report: the grading.
        submission: the text that was graded.
        attempt: the attempt that it belongs to.
        elapsed: seconds from the start of the attempt's sitting to the saving of the text.
    """
    grading = grading_of_report(report, submission, attempt, elapsed)

    def add(database: sqlite3.Connection) -> None:
        # This may be a new history, the one that has the attempt having just been set aside.
        known = database.execute("SELECT max(id) FROM attempt WHERE id = ?", (attempt,)).fetchone()[0]
        hints = _hints(database, grading.task, known)
        row = row_of(msgspec.structs.replace(grading, hints=hints, attempt=known))
        database.execute(f"INSERT INTO grading ({GRADING_COLUMNS}) VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608

    store.transact(root, tell, add, None)


def grading_of_report(report: Report, submission: str, attempt: int | None, elapsed: float | None) -> Grading:
    """Return a grading as the history would give it back, but for the hints, which it counts itself."""
    return Grading(
        task=Task(report.exercise, report.variant),
        created=moment_of(report.created),
        verdict=report.verdict,
        points=report.points,
        max_points=report.max_points,
        ratio=report.speed.ratio if report.speed else None,
        mistake=report.diagnosis.mistake if report.diagnosis else None,
        seed=report.seed,
        seconds=report.seconds,
        answers_right=answers_right(report.verdict, report.checks),
        hints=0,
        attempt=attempt,
        elapsed=elapsed,
        submission=submission,
    )


_OF_SPEED = (Verdict.TOO_SLOW, Verdict.NOT_MEASURED)


def answers_right(verdict: Verdict, checks: Iterable[CheckResult]) -> bool:
    """Say whether all answers were right: nothing failed, or nothing but speed did, measured or not."""
    if verdict is Verdict.ACCEPTED:
        return True
    failed = [check for check in checks if check.outcome is not Outcome.PASSED]
    return verdict in _OF_SPEED and all(check.verdict in _OF_SPEED for check in failed)


def gradings(root: Path, tell: Tell) -> list[Grading]:
    """Return every grading, the oldest first."""

    def read(database: sqlite3.Connection) -> list[Grading]:
        rows = database.execute(f"SELECT {GRADING_COLUMNS} FROM grading ORDER BY id")  # noqa: S608
        return [grading_of(row) for row in rows]

    return store.transact(root, tell, read, []) if store.exists(root) else []


def note_help(root: Path, tell: Tell, task: Task, kind: Help, number: int = 0) -> None:
    """Remember that a hint was looked at, or the solution; it counts for an attempt that is going on.

    Args:
        root: the repository.
        tell: is given a line where it could not be kept.
        task: what it helps with.
        kind: what was looked at.
        number: of the hint, from 1 up.
    """

    def add(database: sqlite3.Connection) -> None:
        database.execute(
            "INSERT INTO help (exercise, variant, created, kind, number, attempt) VALUES (?, ?, ?, ?, ?,"
            " (SELECT max(id) FROM attempt WHERE exercise = ? AND variant = ? AND outcome IS NULL))",
            (task.exercise, task.variant, clock.stamp(clock.now()), kind.value, number, task.exercise, task.variant),
        )

    store.transact(root, tell, add, None)


def hints_taken(root: Path, tell: Tell, task: Task) -> int:
    """Return how many hints were looked at: since the attempt that is going on began, or else ever."""

    def read(database: sqlite3.Connection) -> int:
        going = database.execute(
            "SELECT max(id) FROM attempt WHERE exercise = ? AND variant = ? AND outcome IS NULL",
            (task.exercise, task.variant),
        )
        return _hints(database, task, going.fetchone()[0])

    return store.transact(root, tell, read, 0) if store.exists(root) else 0


def _hints(database: sqlite3.Connection, task: Task, attempt: int | None) -> int:
    """Count different hints: looking at one twice is no second hint."""
    found = database.execute(
        "SELECT count(DISTINCT number) FROM help WHERE exercise = ? AND variant = ? AND kind = ?"
        " AND (? IS NULL OR attempt = ?)",
        (task.exercise, task.variant, Help.HINT.value, attempt, attempt),
    )
    return int(found.fetchone()[0])
