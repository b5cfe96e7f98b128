"""A worker that is started as a new Python process, on systems without a zygote (macOS, Windows).

Requests come on standard input, and replies go to standard output. What the submission prints goes to standard error.
"""

from __future__ import annotations

import importlib
import os
import queue
import sys
import threading
from typing import Any

import msgspec

from shousi.sandbox.inside import worker
from shousi.sandbox.inside.channel import Channel
from shousi.sandbox.lock import lockdown
from shousi.sandbox.messages import Limits


class _WatchedChannel(Channel):
    """Reads requests in a thread of its own, so that the process ends with the judge even while a call hangs."""

    def __init__(self, requests: int, replies: int) -> None:
        super().__init__(requests, replies)
        self._frames: queue.SimpleQueue[tuple[int, Any, memoryview]] = queue.SimpleQueue()
        self._reader: threading.Thread | None = None

    def receive(self, decoder: msgspec.msgpack.Decoder[Any]) -> tuple[int, Any, memoryview]:
        """Return the next frame."""
        if self._reader is None:
            self._reader = threading.Thread(target=self._read, args=(decoder,), daemon=True)
            self._reader.start()
        return self._frames.get()

    def _read(self, decoder: msgspec.msgpack.Decoder[Any]) -> None:
        while True:
            self._frames.put(super().receive(decoder))


def main() -> None:
    """Run the worker; arguments are its limits as JSON, its tier and the modules to load."""
    limits = msgspec.json.decode(sys.argv[1], type=Limits)
    requests, replies = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt

        for fd in (requests, replies):
            msvcrt.setmode(fd, os.O_BINARY)
    else:
        lockdown.take_limits(limits)
    for module in sys.argv[3:]:  # before the submission is timed
        importlib.import_module(module)
    worker.serve(_WatchedChannel(requests, replies), sys.argv[2])
