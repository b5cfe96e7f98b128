"""Locks between processes. The system releases a lock when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_PAUSE = 0.02  # seconds between two tries; locks that are waited for are held for milliseconds


@contextlib.contextmanager
def held(path: Path, *, wait: bool) -> Iterator[bool]:
    """Hold the lock at `path` and yield True. If another process holds it: wait, or without `wait` yield False.

    Raises:
        OSError: the file cannot be created.
    """
    with path.open("a", encoding="utf-8") as file:
        got = try_lock(file)
        while wait and not got:
            time.sleep(_PAUSE)
            got = try_lock(file)
        yield got


def try_lock(file: IO[str]) -> bool:
    """Take the lock on an open file and return True; False while another process holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
