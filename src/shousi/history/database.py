"""The file of the history: opened when it is first used, brought up to date, set aside when it is unusable."""

from __future__ import annotations

import contextlib
import functools
import math
import os
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from shousi import clock, locks
from shousi.errors import printable
from shousi.history.schema import MIGRATIONS

FOLDER = ".shousi"
FILE = "history.sqlite"
_BUSY_SECONDS = 5.0  # another process writes its row in milliseconds
# SQLITE_ERROR is what SQLite answers where a table or a column is missing: then the tables are not ours.
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
_SUFFIXES = ("-journal", "-shm", "-wal", "")  # SQLite keeps further files beside a database

T = TypeVar("T")
Complain = Callable[[str], None]
Value = str | int | float | bool | None
Values = Mapping[str, Value]


class _Unusable(Exception):
    """The file cannot be used; the reason, "damaged" or "newer", becomes part of the name it is set aside under."""


def make_folder(root: Path) -> Path:
    """Return the folder for everything that belongs to this learner alone; git ignores what is in it.

    Raises:
        OSError: it cannot be made.
    """
    path = root / FOLDER
    path.mkdir(exist_ok=True)
    ignore = path / ".gitignore"
    if not ignore.exists() or not ignore.stat().st_size:  # a full disk leaves it empty
        ignore.write_text("*\n", encoding="utf-8")
    return path


class Database:
    """The history's SQLite file; it owns the connection.

    Nothing here raises because of the file's state. What goes wrong is told in one line; reading then finds nothing,
    and writing does nothing.
    """

    def __init__(self, root: Path, complain: Complain) -> None:
        self._root = root
        self._path = root / FOLDER / FILE
        self._complain = complain
        self._last_complaint = ""
        self._connection: sqlite3.Connection | None = None
        self._opened: os.stat_result | None = None

    def read(self, convert: Callable[[sqlite3.Row], T], query: str, values: Values | None = None) -> list[T]:
        """Return what a query finds, each row converted; a ValueError of `convert` means that the file is damaged."""

        def job(connection: sqlite3.Connection) -> list[T]:
            rows = connection.execute(query, _storable(values or {})).fetchall()
            try:
                return [convert(row) for row in rows]
            except ValueError:
                raise _Unusable("damaged") from None

        return self._run(job, [], creates=False)

    def write(self, *statements: tuple[str, Values]) -> int:
        """Run statements in one transaction.

        Returns:
            the id of the inserted row, if the last statement inserts one; 0 if the history could not be used.
        """

        def job(connection: sqlite3.Connection) -> int:
            cursors = [connection.execute(statement, _storable(values)) for statement, values in statements]
            return cursors[-1].lastrowid or 0

        return self._run(job, 0, creates=True)

    def insert(self, table: str, values: Values) -> int:
        """Add a row, and return its id; 0 if the history could not be used."""
        names = ", ".join(values)
        places = ", ".join(f":{name}" for name in values)
        return self.write((f"INSERT INTO {table} ({names}) VALUES ({places})", values))  # noqa: S608 - our own names

    def close(self) -> None:
        """Close the connection; what was not committed is undone. The next use opens the file again."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _run(self, job: Callable[[sqlite3.Connection], T], otherwise: T, *, creates: bool) -> T:
        """Do a job in one transaction and return its result, or `otherwise` if the history cannot be used."""
        try:
            if not self._exists() and not creates:
                return otherwise
            make_folder(self._root)
            try:
                result = self._transact(job)
            except _Unusable:
                result = self._transact_in_new_file(job)
        except (OSError, OverflowError, sqlite3.Error, _Unusable) as error:
            reason = printable(str(getattr(error, "strerror", None) or error), 200)
            self._complain_once(f"cannot be used now ({reason}): nothing is read from it or kept in it.")
            return otherwise
        self._last_complaint = ""
        return result

    def _transact(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Do a job in one transaction, whole or not at all.

        Raises:
            _Unusable: the file is damaged, or of a newer version.
            OSError, OverflowError, sqlite3.Error: the job could not be done now.
        """
        try:
            connection = self._connect()
            connection.execute("BEGIN IMMEDIATE")  # a reader may have to migrate, and two must not do so at once
            _migrate(connection)
            result = job(connection)
            connection.execute("COMMIT")
        except BaseException as error:
            self.close()
            # An error that the sqlite3 module raises on its own has no code.
            if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
                raise _Unusable("damaged") from None
            raise
        return result

    def _transact_in_new_file(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Set the file aside and do the job in a new one, unless another process has just done so."""
        with locks.held(self._path.with_name("lock"), wait=True):
            try:
                return self._transact(job)
            except _Unusable as found:
                reason = str(found)
                name = self._set_aside(reason)
            why = "was damaged" if reason == "damaged" else "is of a newer shousi"
            self._complain(f"{FOLDER}/{FILE} {why}: kept as {FOLDER}/{name}, and a new history begins.")
            return self._transact(job)

    def _connect(self) -> sqlite3.Connection:
        """Return the connection; opens the file if that was not done yet, or if another file has taken its place."""
        if self._connection and self._opened and self._exists() and os.path.samestat(self._opened, self._path.stat()):
            return self._connection
        self.close()
        self._connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.text_factory = functools.partial(str, encoding="utf-8", errors="replace")
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")  # a lost row is no harm; in WAL the file stays whole
        self._opened = self._path.stat()
        return self._connection

    def _exists(self) -> bool:
        """Return whether there is a history; unlike Path.exists, this raises if that cannot be known."""
        try:
            self._path.stat()
        except FileNotFoundError:
            return False
        return True

    def _set_aside(self, reason: str) -> str:
        """Rename the file and those beside it, and return the new name."""
        if reason == "newer":
            _fold_log(self._path)
        day = clock.stamp(clock.now()).replace(":", "-")
        name, count = f"history-{day}-{reason}.sqlite", 1
        while self._path.with_name(name).exists():
            count += 1
            name = f"history-{day}-{reason}-{count}.sqlite"
        for suffix in _SUFFIXES:  # the database itself last: until then other processes find it in its place
            with contextlib.suppress(FileNotFoundError):
                self._path.with_name(FILE + suffix).rename(self._path.with_name(name + suffix))
        return name

    def _complain_once(self, complaint: str) -> None:
        """Complain; not again about the same thing until something has worked in between."""
        if complaint != self._last_complaint:
            self._complain(f"{FOLDER}/{FILE} {complaint}")
        self._last_complaint = complaint


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to our version.

    Raises:
        _Unusable: they are of a newer version.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise _Unusable("newer")
    for script in MIGRATIONS[version:]:
        for statement in script.split(";"):
            connection.execute(statement)
    if version < len(MIGRATIONS):
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _fold_log(path: Path) -> None:
    """Write SQLite's log back into a good database, so that the one file holds everything.

    Raises:
        sqlite3.Error: another process has it open.
    """
    with contextlib.closing(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
        if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise sqlite3.OperationalError("a newer shousi is using it")


def _storable(values: Values) -> dict[str, Value]:
    """Return values that SQLite can hold and give back: no lone surrogates, no infinity, no NaN."""
    return {name: _storable_value(value) for name, value in values.items()}


def _storable_value(value: Value) -> Value:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    return None if isinstance(value, float) and not math.isfinite(value) else value
