"""The file of the history: opened for one transaction at a time, migrated when old, set aside when unusable.

The history serves the learner and decides nothing. Whatever is wrong with it is told in a line, and the work goes on.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from shousi import clock, locks
from shousi.errors import printable
from shousi.history.schema import MIGRATIONS

FOLDER = ".shousi"
FILE = "history.sqlite"
_BUSY_SECONDS = 5.0  # another process writes its row in milliseconds
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BESIDE = ("", "-wal", "-shm", "-journal")  # what SQLite keeps under the name of a database

T = TypeVar("T")
Tell = Callable[[str], None]
Job = Callable[[sqlite3.Connection], T]


class _Unusable(Exception):
    """The file cannot serve: "damaged" or "newer", which becomes part of the name that it is set aside under."""


def transact(root: Path, tell: Tell, job: Job[T], otherwise: T) -> T:
    """Do a job in one transaction, whole or not at all, and return its result.

    Args:
        root: the repository.
        tell: is given one line where something was wrong.
        job: reads and writes; a ValueError that it raises means that what it read cannot be right.
        otherwise: the result where the history could not be used.
    """
    try:
        folder(root)
        try:
            return _once(root, job)
        except _Unusable:
            return _once_apart(root, tell, job)
    except (OSError, sqlite3.Error, _Unusable) as error:
        tell(f"{FOLDER}/{FILE} cannot be used now ({printable(str(error), 200)}): this is not kept in the history.")
        return otherwise


def folder(root: Path) -> Path:
    """Return the folder of everything that belongs to this learner alone; git never sees what is in it.

    Raises:
        OSError: it cannot be made.
    """
    path = root / FOLDER
    if not path.is_dir():
        path.mkdir(exist_ok=True)
        (path / ".gitignore").write_text("*\n", encoding="utf-8")
    return path


def exists(root: Path) -> bool:
    """Say whether there is a history."""
    return (root / FOLDER / FILE).exists()


def _once(root: Path, job: Job[T]) -> T:
    with _opened(root / FOLDER / FILE) as database:
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")  # a lost row is no harm; in WAL the file stays whole
            database.execute("BEGIN IMMEDIATE")
            _migrate(database)
            result = job(database)
            database.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in _DAMAGED:
                raise _Unusable("damaged") from None
            raise
        except ValueError:
            raise _Unusable("damaged") from None
    return result


def _once_apart(root: Path, tell: Tell, job: Job[T]) -> T:
    """Set the file aside and do the job in a new one, unless another process has just done so."""
    with locks.held(root / FOLDER / "lock", wait=True):
        try:
            return _once(root, job)
        except _Unusable as found:
            reason = str(found)
            name = _set_aside(root / FOLDER / FILE, reason)
        result = _once(root, job)
    why = "was damaged" if reason == "damaged" else "is of a newer shousi"
    tell(f"{FOLDER}/{FILE} {why}: kept as {FOLDER}/{name}, and a new history begins.")
    return result


def _migrate(database: sqlite3.Connection) -> None:
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise _Unusable("newer")
    for script in MIGRATIONS[version:]:
        for statement in script.split(";"):
            database.execute(statement)
    if version < len(MIGRATIONS):
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _set_aside(path: Path, reason: str) -> str:
    if reason == "newer":
        _fold(path)
    day = clock.stamp(clock.now()).replace(":", "-")
    name, count = f"history-{day}-{reason}.sqlite", 1
    while path.with_name(name).exists():
        count += 1
        name = f"history-{day}-{reason}-{count}.sqlite"
    for suffix in reversed(_BESIDE):  # the database itself last: until then it is found in its place
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(path.with_name(name + suffix))
    return name


def _fold(path: Path) -> None:
    """Fold the log of a good database into it, which fails while another process has it open."""
    with _opened(path) as database:
        if database.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise sqlite3.OperationalError("a newer shousi is using it")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)) as database:
        yield database
