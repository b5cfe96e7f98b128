"""Show a one-line progress message while something takes long: only on a terminal, and only after a second."""

from __future__ import annotations

import os
import sys
import threading
import time
from types import TracebackType
from typing import Self

from shousi.errors import printable

_FIRST = 1.0  # seconds until the line appears; nobody asks about a shorter wait
_EVERY = 0.5  # seconds between two updates, so that the seconds go on during a long check
_MAX_WIDTH = 100


class Progress:
    """A context that shows a progress line; call `at` when a step begins.

    A thread writes the line, so that the seconds go on while one step takes long.

    Args:
        titled: show what runs and how many are left, and not only the seconds.
        step: what one step is called.
    """

    def __init__(self, *, titled: bool = True, step: str = "check") -> None:
        self._titled = titled
        self._step = step
        self._lock = threading.Lock()
        self._written = False
        self._stream = sys.stderr
        self._seen = self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._now = ""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        """Start to count the seconds."""
        if self._seen:
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Remove the line."""
        self._over.set()
        if self._seen:
            self._thread.join()

    def at(self, title: str, number: int, count: int) -> None:
        """Set the title of the step that begins, its number from 1 up, and how many there are."""
        left = count - number
        if not self._titled:
            return
        step = f"{self._step} {number} of {count} ({left} left)" if left else f"the last {self._step}"
        self._now = f"{step}: {title}"

    def clear(self) -> None:
        """Remove the line for now, because something else is going to be written."""
        with self._lock:
            if self._written:
                self._write("")
            self._written = False

    def _run(self) -> None:
        begin = time.monotonic()
        wait = _FIRST
        while not self._over.wait(wait):
            wait = _EVERY
            with self._lock:
                self._write(f"{time.monotonic() - begin:.0f} s, {self._now or 'grading'}")
                self._written = True
        self.clear()

    def _write(self, line: str) -> None:
        width = min(_width(self._stream.fileno()) - 1, _MAX_WIDTH)
        from rich.cells import set_cell_size  # imported late: it would delay every first check, and is rarely needed

        shown = set_cell_size(printable(line), width).rstrip()
        self._stream.write(f"\r\x1b[2K{shown}")
        self._stream.flush()


def _width(fd: int) -> int:
    try:
        return os.get_terminal_size(fd).columns or 80
    except OSError:
        return 80
