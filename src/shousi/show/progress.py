"""What takes long is at, in one line that goes away: on a terminal only, and only after a second."""

from __future__ import annotations

import os
import sys
import threading
import time
from types import TracebackType
from typing import Self

from shousi.errors import printable

_PATIENCE = 1.0  # seconds that nobody asks about
_AGAIN = 0.5  # between two looks at the clock, for a check that takes long by itself
_WIDEST = 100


class Progress:
    """A context in which `at` is told what begins. A thread of its own writes, since a long check tells nothing.

    Args:
        titled: tell what runs and how many are left, and not only the seconds.
        step: what one of them is called.
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
        """Begin to count the seconds."""
        if self._seen:
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take the line away."""
        self._over.set()
        if self._seen:
            self._thread.join()

    def at(self, title: str, number: int, count: int) -> None:
        """Tell what begins, its number from 1 up, and how many there are."""
        left = count - number
        if not self._titled:
            return
        step = f"{self._step} {number} of {count} ({left} left)" if left else f"the last {self._step}"
        self._now = f"{step}: {title}"

    def clear(self) -> None:
        """Take the line away for now: something else is going to be written."""
        with self._lock:
            if self._written:
                self._write("")
            self._written = False

    def _run(self) -> None:
        begin = time.monotonic()
        wait = _PATIENCE
        while not self._over.wait(wait):
            wait = _AGAIN
            with self._lock:
                self._write(f"{time.monotonic() - begin:.0f} s, {self._now or 'grading'}")
                self._written = True
        self.clear()

    def _write(self, line: str) -> None:
        width = min(_width(self._stream.fileno()) - 1, _WIDEST)
        from rich.cells import set_cell_size  # a tenth of the time before the first check, for what is rarely seen

        shown = set_cell_size(printable(line), width).rstrip()
        self._stream.write(f"\r\x1b[2K{shown}")
        self._stream.flush()


def _width(fd: int) -> int:
    try:
        return os.get_terminal_size(fd).columns or 80
    except OSError:
        return 80
