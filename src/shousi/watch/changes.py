"""Notice when a file that is being edited was saved, and read it only when it is complete.

Editors save in three ways: they write into the file, they empty it and write it anew, or they write another file and
rename it over the first. So a change counts only when the file is at rest, and a file that looks unfinished (empty, or
no valid Python) gets a little more time.
"""

from __future__ import annotations

import ast
import os
import stat
import warnings
from pathlib import Path

import msgspec

_REST_SECONDS = 0.04  # between two writes of one save there are microseconds
_DOUBT_SECONDS = 0.3  # for what looks unfinished: the rest of a slow save may follow, or it is a real syntax error
_AWAY_SECONDS = 0.5  # between the two steps of a rename there are microseconds too, but a checkout takes a while
_MAX_BYTES = 1 << 20  # a larger file is no submission; grading says so

_Signature = tuple[int, int, int]


class Saved(msgspec.Struct, frozen=True):
    """The file holds something new."""

    data: bytes


class Gone(msgspec.Struct, frozen=True):
    """The file is missing, and no other has taken its place."""


class Watcher:
    """One watched file. It reads no clock: the caller passes the time, in seconds of any monotonic clock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: _Signature | None = None
        self._since: float | None = None  # when it last changed; None until the first look
        self._reported: bytes | None = None  # the content last reported; None also while the file is gone
        self._settled = False

    def look(self, now: float) -> Saved | Gone | None:
        """Return what has happened to the file, once it is certain."""
        signature = _signature(self._path)
        if self._since is None or signature != self._seen:
            is_first = self._since is None
            self._seen, self._since, self._settled = signature, now, False
            if not is_first:
                return None
            self._since = now - _REST_SECONDS  # a file that was there before is at rest
        rested = now - self._since
        if self._settled or rested < _REST_SECONDS:
            return None
        return self._lost(rested) if signature is None else self._changed(rested)

    def _lost(self, rested: float) -> Gone | None:
        if rested < _AWAY_SECONDS:
            return None
        self._settled, self._reported = True, None
        return Gone()

    def _changed(self, rested: float) -> Saved | None:
        data = _read(self._path)
        if data is None or (rested < _DOUBT_SECONDS and not _looks_finished(data)):
            return None
        self._settled = True
        if data == self._reported:  # saved again without a change, or only touched
            return None
        self._reported = data
        return Saved(data)


def _signature(path: Path) -> _Signature | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _read(path: Path) -> bytes | None:
    try:
        # Without O_NONBLOCK the opening of a named pipe would wait for a writer.
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(fd, "rb") as file:
            return file.read(_MAX_BYTES + 1) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
    except OSError:  # renamed away between two looks
        return None


def _looks_finished(data: bytes) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about an invalid escape in the submission
        try:
            return bool(ast.parse(data).body)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
