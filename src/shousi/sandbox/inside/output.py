"""What a submission prints: cut early, in its own worker, so that printing costs little and an endless print ends."""

from __future__ import annotations

import builtins
import io
import sys
from collections.abc import Callable
from typing import Any

from shousi.sandbox.messages import Limits

_KEPT = 64 << 10  # characters of each call; the judge keeps no more either
_MOST = Limits().output  # characters of one call that may be printed, sent or not
_FLOOD = b"." * (1 << 16)


class Output(io.TextIOWrapper):
    """Standard output of a worker: sends the first part of what each call prints, drops the rest and counts the lines.

    Attributes:
        lines: printed since `begin`.
        muted: nothing is sent at all, because the call is timed.
    """

    def begin(self, *, muted: bool) -> None:
        """Begin a call."""
        self.lines = 0
        self.muted = muted
        self._size = 0

    def write(self, text: str) -> int:
        """Send a text, or what may still be sent of it; return its length either way."""
        if type(text) is not str:
            return super().write(text)  # its own error, or a subclass of str
        self.lines += text.count("\n")
        if self.muted:
            return len(text)
        room = _KEPT - self._size
        self._size += len(text)
        if room > 0:
            super().write(text[:room])
        if self._size > _MOST:
            self._flood()
        return len(text)

    def _flood(self) -> None:
        """Send output until the judge ends this worker: its own limit does not see what is dropped here."""
        while True:
            self.buffer.write(_FLOOD)

    def print(self) -> Callable[..., None]:
        """Return a `print` that does not even make text of its arguments while this is muted."""
        real = builtins.print

        def print(*values: Any, **options: Any) -> None:  # noqa: A001 - the name that a traceback shows
            if self.muted and sys.stdout is self and options.get("file") is None:
                self.lines += options.get("end", "\n") != ""
            else:
                real(*values, **options)

        return print


def take_over() -> Output:
    """Replace standard output and standard error by one `Output`, so that what is printed keeps its order."""
    old = sys.stdout
    # A file object of its own, since the old one remembers of the zygote's output that it can seek. Lines are sent as
    # they come, so that they are seen even if the call hangs.
    raw = io.BufferedWriter(io.FileIO(1, "w", closefd=False))
    output = Output(raw, encoding=old.encoding, errors=old.errors, line_buffering=True)
    output.begin(muted=False)
    sys.stdout = sys.stderr = output
    return output
