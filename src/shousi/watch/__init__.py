"""Wait for a person at work: report each save of a file, and each key pressed.

    with Keyboard() as keyboard:
        for event in events(exercise.stub, keyboard):
            match event:
                case Saved(): ...    # also once at the start; `data` is the file's content
                case Gone(): ...     # once, when the file has been missing for longer than a save takes
                case Pressed("q"): break

`events` never ends by itself. `ticks=1.0` also yields a Tick every second, for a clock on the screen. Nothing is
written to the terminal here; the caller does that between two events.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from shousi.watch.changes import Gone, Saved, Watcher
from shousi.watch.keyboard import Keyboard

__all__ = ["Gone", "Keyboard", "Pressed", "Saved", "Tick", "Watcher", "events"]

_POLL_SECONDS = 0.02  # half of the time that a file has to be at rest; costs less than a hundredth of a core


class Pressed(msgspec.Struct, frozen=True):
    """A key was pressed: one character, lower case."""

    key: str


class Tick(msgspec.Struct, frozen=True):
    """Another `ticks` seconds have passed."""


Event = Saved | Gone | Pressed | Tick


def events(path: Path, keyboard: Keyboard, *, ticks: float | None = None) -> Iterator[Event]:
    """Yield what happens to a file and on the keyboard, as it happens.

    Args:
        path: the file; it need not exist.
        keyboard: an entered `Keyboard`; without a terminal it only waits.
        ticks: seconds between two Ticks; None for no Ticks.
    """
    watcher = Watcher(path)
    due = time.monotonic() + ticks if ticks else None
    while True:
        changed = watcher.look(time.monotonic())
        if changed:
            yield changed
        if key := keyboard.read(_POLL_SECONDS):
            yield Pressed(key)
        if due is not None and ticks and time.monotonic() >= due:
            due += ticks
            yield Tick()
