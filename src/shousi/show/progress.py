"""What a long grading is at, in one line that goes away: on a terminal only, and only after a second."""

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
        titled: tell which check runs and how many are left, and not only the seconds.
    """

    def __init__(self, *, titled: bool = True) -> None:
        self._titled = titled
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
        """Tell which check begins, its number from 1 up, and how many there are."""
        left = count - number
        if not self._titled:
            return
        self._now = f"check {number} of {count} ({left} left): {title}" if left else f"the last check: {title}"

    def _run(self) -> None:
        begin = time.monotonic()
        written = False
        wait = _PATIENCE
        while not self._over.wait(wait):
            wait = _AGAIN
            self._write(f"{time.monotonic() - begin:.0f} s, {self._now or 'grading'}")
            written = True
        if written:
            self._write("")

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
