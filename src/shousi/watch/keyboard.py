"""Read single keys from the terminal, without Enter, and restore the terminal afterwards."""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

_TERMINATED = 128 + signal.SIGTERM  # the exit status that a shell expects


class Keyboard:
    """The keyboard, as a context; without a terminal no key is ever pressed.

    Inside, keys come one by one and are not echoed; ctrl-C still raises KeyboardInterrupt. `cooked()` restores the
    terminal for a while, for code that reads whole lines.
    """

    def __init__(self) -> None:
        self._fd = sys.stdin.fileno() if _is_terminal() else None
        self._before: list[Any] | None = None
        self._handlers: dict[int, Any] = {}
        self._waiting: list[str] = []

    @property
    def is_there(self) -> bool:
        """Whether keys can be pressed at all."""
        return self._fd is not None

    def __enter__(self) -> Self:
        """Switch the terminal to single keys."""
        if self._fd is not None and os.name == "posix":
            import termios

            self._before = termios.tcgetattr(self._fd)
            atexit.register(self._restore)  # ctrl-C may come before the context is entered, or while it is left
            self._handlers = {
                signal.SIGTERM: signal.signal(signal.SIGTERM, _leave),
                signal.SIGCONT: signal.signal(signal.SIGCONT, lambda *_: self._raw()),  # after ctrl-Z and fg
            }
            self._raw()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Restore the terminal."""
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._restore()
        atexit.unregister(self._restore)
        self._before = None

    def read(self, seconds: float) -> str:
        """Return the next key, or "" when none is pressed within this time."""
        if self._waiting:
            return self._waiting.pop(0)
        if self._fd is None:
            time.sleep(seconds)
        elif os.name == "posix":
            self._collect(self._fd, seconds)
        else:
            self._collect_windows(seconds)
        return self._waiting.pop(0) if self._waiting else ""

    @contextlib.contextmanager
    def cooked(self) -> Iterator[None]:
        """Restore the terminal inside this context, for code that reads lines."""
        self._restore()
        try:
            yield
        finally:
            self._raw()

    def _collect(self, fd: int, seconds: float) -> None:
        if not select.select([fd], [], [], seconds)[0]:
            return
        data = os.read(fd, 64)
        if not data:  # the terminal has gone
            self._fd = None
        elif not data.startswith(b"\x1b"):  # an arrow or function key sends several bytes, and means nothing here
            self._waiting += [char for char in data.decode("utf-8", "replace").lower() if char.isprintable()]

    def _collect_windows(self, seconds: float) -> None:
        import msvcrt

        end = time.monotonic() + seconds
        while time.monotonic() < end and not self._waiting:
            while msvcrt.kbhit():  # type: ignore[attr-defined]
                self._waiting.append(msvcrt.getwch().lower())  # type: ignore[attr-defined]
            time.sleep(0.01)

    def _raw(self) -> None:
        if self._fd is not None and self._before is not None:
            import termios

            changed = termios.tcgetattr(self._fd)
            changed[3] &= ~(termios.ICANON | termios.ECHO)
            termios.tcsetattr(self._fd, termios.TCSADRAIN, changed)

    def _restore(self) -> None:
        if self._fd is not None and self._before is not None:
            import termios

            with contextlib.suppress(termios.error):  # the terminal has gone
                termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)


def _leave(*_: object) -> None:
    sys.exit(_TERMINATED)  # through every `finally` on the way out


def _is_terminal() -> bool:
    try:
        return sys.stdin is not None and sys.stdin.isatty()
    except ValueError:  # closed
        return False
