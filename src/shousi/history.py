"""What a learner has done so far: one row for each grading of a stub's own file, in .shousi/history.sqlite.

The history serves the learner and decides nothing: whatever is wrong with it is told in a line, and grading goes on.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from shousi.errors import ShousiError, printable
from shousi.report import Report, Standing, Verdict

_FOLDER = ".shousi"
_VERSION = 1
_SCHEMA = """
CREATE TABLE grading (
    id INTEGER PRIMARY KEY,
    exercise TEXT NOT NULL,
    created TEXT NOT NULL,
    verdict TEXT NOT NULL,
    points INTEGER NOT NULL,
    max_points INTEGER NOT NULL,
    ratio REAL,
    mistake TEXT,
    seed INTEGER NOT NULL,
    seconds REAL NOT NULL
);
CREATE INDEX grading_of_exercise ON grading (exercise, created);
"""
_BUSY_SECONDS = 5.0  # another grading writes a row in milliseconds


class HistoryError(ShousiError):
    """The history cannot be read or written."""


def record(root: Path, report: Report) -> None:
    """Add a grading.

    Raises:
        HistoryError: it could not be added; nothing else is lost.
    """
    with _opened(root) as database:
        database.execute(
            "INSERT INTO grading (exercise, created, verdict, points, max_points, ratio, mistake, seed, seconds)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                report.exercise,
                report.created,
                report.verdict.value,
                report.points,
                report.max_points,
                report.speed.ratio if report.speed else None,
                report.diagnosis.mistake if report.diagnosis else None,
                report.seed,
                report.seconds,
            ),
        )


def standings(root: Path) -> dict[str, Standing]:
    """Return where the learner stands, by exercise.

    Raises:
        HistoryError: there is a history, but it cannot be read.
    """
    if not _path(root).exists():
        return {}
    with _opened(root) as database:
        rows = database.execute(
            "SELECT exercise, verdict, max(points) OVER per, count(*) OVER per FROM grading"
            " WINDOW per AS (PARTITION BY exercise) ORDER BY id"
        )
        return {name: Standing(Verdict(verdict), best, count) for name, verdict, best, count in rows}


@contextlib.contextmanager
def _opened(root: Path) -> Iterator[sqlite3.Connection]:
    """Open the history for one transaction, which is written whole or not at all."""
    path = _path(root)
    try:
        path.parent.mkdir(exist_ok=True)
        with contextlib.closing(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("BEGIN IMMEDIATE")
            _hold_version(database)
            yield database
            database.execute("COMMIT")
    except (OSError, sqlite3.Error, ValueError) as error:
        raise HistoryError(
            f"{_FOLDER}/{path.name}: {printable(str(error), 200)}. Move it away to start anew."
        ) from None


def _hold_version(database: sqlite3.Connection) -> None:
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        for statement in _SCHEMA.split(";"):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {_VERSION}")
    elif version != _VERSION:
        raise ValueError(f"written by another version of shousi (schema {version}, this one reads {_VERSION})")


def _path(root: Path) -> Path:
    return root / _FOLDER / "history.sqlite"
