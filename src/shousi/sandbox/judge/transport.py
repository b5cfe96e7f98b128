"""The judge's end of a worker's pipes: bytes to it, bytes from it, and what it prints.

`Pipes` are for a forked worker, `Streams` for a spawned one. While they wait for the worker, both call the function
`tick` at least every `TICK` seconds. It raises once a limit is exceeded, which ends the wait: the judge is never stuck.
"""

from __future__ import annotations

import contextlib
import os
import queue
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Protocol

from shousi.wire import read_into

TICK = 0.05  # how late a limit may be noticed; limits are seconds
_CHUNK = 1 << 16  # what a pipe holds by default
_KEPT_OUTPUT = 64 << 10  # more than anyone reads; the rest is counted and dropped
_PIPE_SIZE = 1 << 20  # a message of a MiB then needs one switch between the processes instead of sixteen
# A sleep and a wake-up take longer than a short call does. Trying again for this long before sleeping halves the time
# of an empty call (from 102 to 58 µs at best, from 173 to 76 at worst). On a single core the worker could not run then.
_SPIN_SECONDS = 200e-6 if (os.cpu_count() or 1) > 1 else 0.0

Tick = Callable[[], None]


class Closed(Exception):
    """The worker's end is closed: it has ended, or closed its own pipe."""


class Transport(Protocol):
    """The pipes to a worker, as its handle needs them."""

    printed_bytes: int

    def send(self, pieces: Sequence[memoryview], tick: Tick) -> None: ...  # noqa: D102
    def receive(self, count: int, tick: Tick) -> bytearray: ...  # noqa: D102
    def take_printed(self) -> bytes: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


class Pipes:
    """Non-blocking pipes to a worker that a zygote forked."""

    def __init__(self) -> None:
        requests, self._to_worker = os.pipe()
        self._from_worker, replies = os.pipe()
        self._output, output = os.pipe()
        self.worker_ends = (requests, replies, output)
        self.printed_bytes = 0
        self._printed = bytearray()
        for fd in (self._to_worker, self._from_worker, self._output):
            os.set_blocking(fd, False)
        for fd in (self._to_worker, self._from_worker):
            _enlarge(fd)

    def release_worker_ends(self) -> None:
        """Close our copies of the worker's ends once it has its own; otherwise its death would not end the pipe."""
        for fd in self.worker_ends:
            os.close(fd)

    def send(self, pieces: Sequence[memoryview], tick: Tick) -> None:
        """Write all pieces.

        Raises:
            Closed: nobody reads any more.
        """
        for piece in pieces:
            left = piece.cast("B")
            while left:
                try:
                    left = left[os.write(self._to_worker, left) :]
                except BlockingIOError:
                    self._wait(self._to_worker, write=True, tick=tick)
                except BrokenPipeError:
                    raise Closed from None

    def receive(self, count: int, tick: Tick) -> bytearray:
        """Return exactly `count` bytes.

        Raises:
            Closed: the pipe ended before that.
        """
        data = bytearray(count)
        view = memoryview(data)
        spin_until = time.monotonic() + _SPIN_SECONDS
        while view:
            try:
                got = read_into(self._from_worker, view)
            except BlockingIOError:
                if time.monotonic() > spin_until:
                    self._wait(self._from_worker, write=False, tick=tick)
                continue
            if not got:
                raise Closed
            view = view[got:]
        return data

    def take_printed(self) -> bytes:
        """Return what has been printed since the last time, cut at 64 KiB."""
        end = self.printed_bytes + _KEPT_OUTPUT
        while self._drain() and self.printed_bytes < end:  # a thread may print on and on
            pass
        printed = bytes(self._printed)
        self._printed.clear()
        return printed

    def close(self) -> None:
        """Close the judge's ends."""
        for fd in (self._to_worker, self._from_worker, self._output):
            os.close(fd)

    def _wait(self, fd: int, *, write: bool, tick: Tick) -> None:
        readers = [self._output] if write else [self._output, fd]
        while True:
            readable, writable, _ = select.select(readers, [fd] if write else [], [], TICK)
            if self._output in readable and not self._drain():
                readers = [reader for reader in readers if reader != self._output]  # closed: it would always be ready
            tick()
            if fd in readable or fd in writable:
                return

    def _drain(self) -> int:
        try:
            data = os.read(self._output, _CHUNK)
        except BlockingIOError:
            return 0
        self.printed_bytes += len(data)
        self._printed += data[: _KEPT_OUTPUT - len(self._printed)]
        return len(data)


class Streams:
    """The standard streams of a worker that was started as a process of its own, for systems without a zygote."""

    def __init__(self, command: Sequence[str], env: dict[str, str]) -> None:
        pipe = subprocess.PIPE
        # A group of its own, so that ctrl-C in the judge's terminal does not reach it.
        flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows
        self.process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, env=env, bufsize=0, creationflags=flags,
            start_new_session=sys.platform != "win32",
        )  # fmt: skip
        self.printed_bytes = 0
        self._printed = bytearray()
        self._lock = threading.Lock()
        self._replies: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._buffer = bytearray()
        self._readers = [threading.Thread(target=run, daemon=True) for run in (self._read_replies, self._read_output)]
        for reader in self._readers:
            reader.start()

    def send(self, pieces: Sequence[memoryview], tick: Tick) -> None:
        """Write all pieces, from a thread, since a write to a worker that does not read blocks.

        Raises:
            Closed: nobody reads any more.
        """
        failed: list[Exception] = []
        writer = threading.Thread(target=self._write, args=(pieces, failed), daemon=True)
        writer.start()
        while writer.is_alive():
            writer.join(TICK)
            tick()
        if failed:
            raise Closed

    def receive(self, count: int, tick: Tick) -> bytearray:
        """Return exactly `count` bytes.

        Raises:
            Closed: the stream ended before that.
        """
        while len(self._buffer) < count:
            try:
                chunk = self._replies.get(timeout=TICK)
            except queue.Empty:
                tick()
                continue
            if not chunk:
                raise Closed
            self._buffer += chunk
        data = self._buffer[:count]
        del self._buffer[:count]
        return data

    def take_printed(self) -> bytes:
        """Return what has been printed since the last time, cut at 64 KiB."""
        with self._lock:
            printed = bytes(self._printed)
            self._printed.clear()
        return printed

    def close(self) -> None:
        """Close the streams once the worker has ended, and wait for the threads that read them."""
        assert self.process.stdin
        assert self.process.stdout
        assert self.process.stderr
        self.process.stdin.close()
        for reader in self._readers:
            reader.join(TICK)  # a process that outlives the worker may hold its end open
        self.process.stdout.close()
        self.process.stderr.close()

    def _write(self, pieces: Sequence[memoryview], failed: list[Exception]) -> None:
        assert self.process.stdin
        try:
            for piece in pieces:
                left = piece.cast("B")
                while left:
                    left = left[self.process.stdin.write(left) :]
        except (OSError, ValueError) as error:  # the worker has ended; the stream has been closed here
            failed.append(error)

    def _read_replies(self) -> None:
        for chunk in _chunks_of(self.process.stdout):
            self._replies.put(chunk)
        self._replies.put(b"")

    def _read_output(self) -> None:
        for chunk in _chunks_of(self.process.stderr):
            with self._lock:
                self.printed_bytes += len(chunk)
                self._printed += chunk[: _KEPT_OUTPUT - len(self._printed)]


def _chunks_of(stream: IO[bytes] | None) -> Iterator[bytes]:
    assert stream
    with contextlib.suppress(OSError, ValueError):  # closed here while another process held its other end open
        while chunk := os.read(stream.fileno(), _CHUNK):
            yield chunk


def _enlarge(fd: int) -> None:
    if sys.platform == "linux":
        import fcntl

        try:
            fcntl.fcntl(fd, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)
        except PermissionError:
            return  # the user's quota of pipe memory is used up: slower, but no less right
