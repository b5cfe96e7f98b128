"""The judge's handle on the zygote: workers forked on demand, one of them in advance."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Callable

import msgspec

from shousi import wire
from shousi.errors import JudgeError
from shousi.sandbox import scratch
from shousi.sandbox.judge import start
from shousi.sandbox.judge.calls import describe_status
from shousi.sandbox.judge.client import BURIAL_SECONDS, Worker, ZygoteGone
from shousi.sandbox.judge.transport import Closed, Pipes
from shousi.sandbox.messages import Buried, Fork, Forked, FromJudge, FromZygote, Kill, Limits, Started

_PATIENCE = 1.0  # what a person waits without asking why
_START_SECONDS = 60.0  # for a cold disk; a warm zygote takes 0.15 s


class Zygote:
    """Starts workers by a zygote, which is started again once if it dies: that is never the submission's doing."""

    def __init__(
        self,
        started: start.Started,
        waiting: Callable[[], None] | None = None,
        again: Callable[[], start.Started] | None = None,
    ) -> None:
        self._waiting = waiting
        self._again = again
        self._server = _Server(started, waiting)

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The zygote's process."""
        return self._server.process

    def start_worker(self, limits: Limits | None = None) -> Worker:
        """Return a worker that is locked and waits for a submission.

        Raises:
            JudgeError: the zygote is gone, for the second time, or does not answer, or the lock does not hold.
        """
        limits = limits or Limits()
        try:
            return self._server.start_worker(limits)
        except ZygoteGone:
            self._start_again()
            return self._server.start_worker(limits)

    def tier(self) -> str:
        """Return how its workers are locked."""
        return self._server.tier()

    def close(self) -> None:
        """End the zygote, which takes its workers along."""
        self._server.close()

    def _start_again(self) -> None:
        if self._again is None:
            raise ZygoteGone
        self._server.close()
        self._server = _Server(self._again(), self._waiting)
        self._again = None


class _Server:
    """One zygote process, and what is said with it."""

    def __init__(self, started: start.Started, waiting: Callable[[], None] | None) -> None:
        self._waiting = waiting
        self.process, self._control = started
        self._decoder = msgspec.json.Decoder(FromZygote)
        # What the zygote tells comes when it likes: each piece waits here for whoever asks for it.
        self._started: Started | None = None
        self._forked: list[Forked] = []
        self._ended: dict[int, int] = {}
        self._folders: dict[int, str] = {}  # of workers that the zygote has not buried
        self._spare: tuple[Limits, Pipes] | None = None
        with contextlib.suppress(ZygoteGone):  # whoever asks for a worker is told
            self._prepare(Limits())  # locked and waiting by the time that the judge itself is ready

    def tier(self) -> str:
        if self._started is None:
            if self._waiting and not select.select([self._control], [], [], _PATIENCE)[0]:
                self._waiting()
            self._listen(lambda: self._started is not None)
            assert self._started
        return self._started.tier

    def start_worker(self, limits: Limits) -> Worker:
        if self.tier() == "B" and limits.scratch:
            raise JudgeError("a folder for temporary files needs Landlock, which this system lacks (tier B).")
        if self._spare and not _forked_alike(self._spare[0], limits):
            with contextlib.suppress(JudgeError):  # it ended while it waited; any other fault the next one has too
                self._take_spare().close()
        if not self._spare:
            self._prepare(limits)
        worker = self._take_spare()
        worker.limits = limits
        self._prepare(limits)  # so that the next one is locked by the time it is asked for
        return worker

    def kill(self, pid: int) -> None:
        """Have a worker's process group killed by the one process that knows whether the number is still its own."""
        self._tell(Kill(pid), [])

    def status(self, pid: int, seconds: float) -> int | None:
        """Return the exit status of a worker, waiting for it if need be."""
        self._listen(lambda: pid in self._ended, seconds, patient=True)
        return self._ended.get(pid)

    def close(self) -> None:
        if self._spare:
            self._spare[1].close()
            self._spare = None
        if self._control.fileno() < 0:
            return
        with contextlib.suppress(OSError):  # it has ended already
            self._control.shutdown(socket.SHUT_WR)
        self.process.wait()
        with contextlib.suppress(ZygoteGone):
            while True:
                self._take_news()
        self._control.close()
        for folder in self._folders.values():
            if os.path.isdir(folder):  # a zygote that was killed could not tidy up
                scratch.remove(folder)

    def _prepare(self, limits: Limits) -> None:
        pipes = Pipes()
        try:
            self._tell(Fork(limits), list(pipes.worker_ends))
        except ZygoteGone:
            pipes.close()
            raise
        finally:
            pipes.release_worker_ends()
        self._spare = limits, pipes

    def _take_spare(self) -> Worker:
        assert self._spare
        limits, pipes = self._spare
        self._spare = None
        child = None
        try:
            self._listen(lambda: bool(self._forked))
            child = _Child(self, self._forked.pop())
            return Worker(pipes, child, limits)
        except (Closed, wire.WireError):
            pipes.close()
            status = child.status(BURIAL_SECONDS) if child else None
            ending = "no status" if status is None else describe_status(status)
            raise JudgeError(f"a worker ended at its start ({ending}).") from None
        except JudgeError:
            pipes.close()
            if child:
                child.release()
            raise

    def _tell(self, order: FromJudge, fds: list[int]) -> None:
        if self._control.fileno() < 0:  # another one has been started in its place
            raise ZygoteGone
        try:
            socket.send_fds(self._control, [msgspec.json.encode(order)], fds)
        except (BrokenPipeError, ConnectionResetError):
            raise ZygoteGone from None

    def _listen(self, heard: Callable[[], bool], seconds: float = _START_SECONDS, *, patient: bool = False) -> None:
        """Take what the zygote tells until a piece of news is there; who is patient can also do without it."""
        deadline = time.monotonic() + seconds
        while not heard():
            if self._control.fileno() < 0:
                raise ZygoteGone
            left = deadline - time.monotonic()
            if left > 0 and select.select([self._control], [], [], left)[0]:
                self._take_news()
            elif patient:
                return
            else:
                raise JudgeError(f"the zygote did not answer within {seconds:g} s.")

    def _take_news(self) -> None:
        data = b""
        with contextlib.suppress(ConnectionResetError):
            data = self._control.recv(1 << 16)
        if not data:
            raise ZygoteGone
        match self._decoder.decode(data):
            case Started() as started:
                self._started = started
            case Forked(pid, folder) as forked:
                self._forked.append(forked)
                if folder:
                    self._folders[pid] = folder
            case Buried(pid, status):
                self._ended[pid] = status
                self._folders.pop(pid, None)


def _forked_alike(one: Limits, other: Limits) -> bool:
    """Say whether two limits differ only in what the judge holds a worker to, from outside."""
    return msgspec.structs.replace(one, cpu=other.cpu, wall=other.wall, output=other.output) == other


class _Child:
    def __init__(self, server: _Server, forked: Forked) -> None:
        self.server = server
        self.pid = forked.pid
        self.folder = forked.folder
        self.cpu_clock: int | None = (~forked.pid << 3) | 2  # CPUCLOCK_SCHED of a process, clock_getcpuclockid(3)
        self._handle = _process_handle(forked.pid)

    def kill(self) -> None:
        self.server.kill(self.pid)

    def pause(self) -> None:
        _send(self._handle, signal.SIGSTOP)

    def resume(self) -> None:
        _send(self._handle, signal.SIGCONT)

    def status(self, seconds: float) -> int | None:
        try:
            return self.server.status(self.pid, seconds)
        finally:
            self.release()

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


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
