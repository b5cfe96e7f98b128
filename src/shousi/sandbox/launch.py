"""Starting workers: forked from a zygote on Linux, as processes of their own elsewhere."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import msgspec

from shousi import wire
from shousi.errors import JudgeError
from shousi.sandbox import start
from shousi.sandbox.client import BURIAL_SECONDS, Worker, describe_status
from shousi.sandbox.messages import Buried, Fork, Forked, FromJudge, FromZygote, Kill, Limits, Started
from shousi.sandbox.transport import Closed, Pipes, Streams

_ZYGOTE_GONE = "the process that starts workers ended unexpectedly."
_PATIENCE = 1.0  # what a person waits without asking why
_START_SECONDS = 60.0  # for a cold disk; a warm zygote takes 0.15 s


class Launcher(Protocol):
    """Whatever starts workers."""

    def start_worker(self, limits: Limits | None = None) -> Worker:
        """Return a worker that has taken its limits and waits for a submission."""
        ...

    def close(self) -> None:
        """End it, and every worker that it has started."""
        ...


def launcher(
    started: start.Started | None = None, modules: Sequence[str] = ("numpy",), waiting: Callable[[], None] | None = None
) -> Launcher:
    """Return whatever starts workers on this system.

    Args:
        started: a zygote that has been started already is taken over.
        modules: what a worker has loaded.
        waiting: called once when the first worker is not there within a second.
    """
    if start.HAS_ZYGOTE:
        return Zygote(started or start.start_zygote(modules), waiting)
    return Spawner(modules)


# ---------------------------------------------------------------------------------------------------------------------
# Linux: a zygote that forks workers


class Zygote:
    """The judge's handle on the fork server."""

    def __init__(self, started: start.Started, waiting: Callable[[], None] | None = None) -> None:
        self._waiting = waiting
        self.process, self._control = started
        self._decoder = msgspec.json.Decoder(FromZygote)
        self._ended: dict[int, int] = {}
        self._warm = False

    def start_worker(self, limits: Limits | None = None) -> Worker:
        """Return a worker that has taken its limits and waits for a submission.

        Raises:
            JudgeError: the zygote is gone or does not answer.
        """
        limits = limits or Limits()
        if not self._warm:
            if self._waiting and not select.select([self._control], [], [], _PATIENCE)[0]:
                self._waiting()
            self._expect(Started)
            self._warm = True
        pipes = Pipes()
        self._tell(Fork(limits), list(pipes.worker_ends))
        pipes.release_worker_ends()
        forked = self._expect(Forked)
        try:
            return Worker(pipes, _Child(self, forked.pid), limits)
        except (Closed, wire.WireError):
            raise JudgeError(f"a worker ended at its start ({self._obituary(forked.pid)}).") from None

    def kill(self, pid: int) -> None:
        """Have a worker's process group killed by the one process that knows whether the number is still its own."""
        self._tell(Kill(pid), [])

    def status(self, pid: int, seconds: float) -> int | None:
        """Return the exit status of a worker, waiting for it if need be."""
        deadline = time.monotonic() + seconds
        while pid not in self._ended and (left := deadline - time.monotonic()) > 0:
            self._next(left)
        return self._ended.get(pid)

    def close(self) -> None:
        """End the zygote, which takes its workers along."""
        self._control.close()
        self.process.wait()

    def _tell(self, order: FromJudge, fds: list[int]) -> None:
        try:
            socket.send_fds(self._control, [msgspec.json.encode(order)], fds)
        except (BrokenPipeError, ConnectionResetError):
            raise JudgeError(_ZYGOTE_GONE) from None

    def _obituary(self, pid: int) -> str:
        status = self.status(pid, BURIAL_SECONDS)
        return "no status" if status is None else describe_status(status)

    def _expect(self, kind: type[Any]) -> Any:
        deadline = time.monotonic() + _START_SECONDS
        while (left := deadline - time.monotonic()) > 0:
            message = self._next(left)
            if isinstance(message, kind):
                return message
        raise JudgeError(f"the zygote did not answer within {_START_SECONDS:g} s.")

    def _next(self, seconds: float) -> Any:
        if not select.select([self._control], [], [], seconds)[0]:
            return None
        try:
            data = self._control.recv(1 << 16)
        except ConnectionResetError:
            data = b""
        if not data:
            raise JudgeError(_ZYGOTE_GONE)
        message = self._decoder.decode(data)
        if isinstance(message, Buried):
            self._ended[message.pid] = message.status
        return message


class _Child:
    def __init__(self, zygote: Zygote, pid: int) -> None:
        self.zygote = zygote
        self.pid = pid
        self.cpu_clock: int | None = (~pid << 3) | 2  # CPUCLOCK_SCHED of a whole process, clock_getcpuclockid(3)
        self._handle = _process_handle(pid)

    def kill(self) -> None:
        self.zygote.kill(self.pid)

    def pause(self) -> None:
        _send(self._handle, signal.SIGSTOP)

    def resume(self) -> None:
        _send(self._handle, signal.SIGCONT)

    def status(self, seconds: float) -> int | None:
        status = self.zygote.status(self.pid, seconds)
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
        return status


def _process_handle(pid: int) -> int | None:
    """Return a descriptor of the process, which keeps meaning it when its number has gone to another."""
    try:
        return os.pidfd_open(pid)
    except OSError:  # a kernel before 5.3, or one that refuses
        return None


def _send(handle: int | None, number: signal.Signals) -> None:
    if handle is not None:
        with contextlib.suppress(ProcessLookupError):  # it has just ended; the next call will tell
            signal.pidfd_send_signal(handle, number)


# ---------------------------------------------------------------------------------------------------------------------
# elsewhere: a process for each worker


class Spawner:
    """Starts each worker as a process of its own: slower, and the same in everything that a check can see."""

    def __init__(self, modules: Sequence[str] = ("numpy",)) -> None:
        self._modules = modules
        self._workers: list[Worker] = []

    def start_worker(self, limits: Limits | None = None) -> Worker:
        """Return a worker that has taken its limits and waits for a submission."""
        limits = limits or Limits()
        command = [*start.python_running("shousi.sandbox.spawned"), msgspec.json.encode(limits).decode()]
        command += self._modules
        streams = Streams(command, start.scrubbed_environment())
        try:
            worker = Worker(streams, _Spawned(streams.process), limits)
        except (Closed, wire.WireError):
            streams.process.kill()
            raise JudgeError("a worker ended at its start.") from None
        self._workers.append(worker)
        return worker

    def close(self) -> None:
        """End every worker."""
        for worker in self._workers:
            worker.close()


class _Spawned:
    cpu_clock: int | None = None

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.pid = process.pid

    def kill(self) -> None:
        if os.name == "posix" and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()

    def pause(self) -> None:
        """Do nothing: without an outside clock there is no figure that this would make truer."""

    def resume(self) -> None:
        """Do nothing, as pause."""

    def status(self, seconds: float) -> int | None:
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        return -code if code < 0 else code << 8  # as waitpid would say it
