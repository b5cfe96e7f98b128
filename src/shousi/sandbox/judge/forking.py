"""Starting workers by fork, on Linux: the judge's handle on the zygote, the process that forks them.

A fork takes a millisecond where a new Python with NumPy takes a tenth of a second. One worker is always forked ahead of
time, so that it has locked itself by the time it is asked for.
"""

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

from shousi.errors import JudgeError
from shousi.sandbox import scratch
from shousi.sandbox.judge import procfs, start
from shousi.sandbox.judge.client import START_SECONDS, Worker, ZygoteGone
from shousi.sandbox.judge.transport import Pipes
from shousi.sandbox.messages import Buried, Fork, Forked, FromJudge, FromZygote, Kill, Limits, NotStarted, Started

_SILENT_SECONDS = 1.0  # how long a person waits without asking why


class Zygote:
    """Starts workers through a zygote. If that dies, which no submission can bring about, another is started, once.

    Only `start_worker` does so. A call to a worker of the dead zygote raises ZygoteGone: whoever made it asks again.

    Args:
        started: the zygote's process.
        waiting: called once if the zygote is not ready within a second.
        again: starts another zygote in the place of one that has died.
    """

    def __init__(
        self,
        started: start.StartedZygote,
        waiting: Callable[[], None] | None = None,
        again: Callable[[], start.StartedZygote] | None = None,
    ) -> None:
        self._waiting = waiting
        self._again = again
        self._zygote = _OneZygote(started, waiting)
        self._cpu_of_others = 0.0  # of the workers of a zygote that has died

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The zygote's process."""
        return self._zygote.process

    def start_worker(self, limits: Limits | None = None) -> Worker:
        """Return a worker that is locked and waits for a submission.

        Raises:
            JudgeError: the zygote has died twice, or does not answer, or the lock does not hold.
        """
        limits = limits or Limits()
        try:
            return self._zygote.start_worker(limits)
        except ZygoteGone:
            self._start_again()
            return self._zygote.start_worker(limits)

    def tier(self) -> str:
        """Return how its workers are locked."""
        return self._zygote.tier()

    def is_official(self) -> bool:
        """Say whether the time and the memory of its workers can be read from outside."""
        pid = self.process.pid  # what holds for it holds for its children
        try:
            time.clock_gettime(_clock_of(pid))
        except OSError:
            return False
        return procfs.resident(pid) is not None

    def cpu_seconds(self) -> float:
        """Return the processor time that all its workers have used so far."""
        return self._cpu_of_others + self._zygote.cpu_seconds()

    def close(self) -> None:
        """End the zygote, which takes its workers along."""
        self._zygote.close()

    def _start_again(self) -> None:
        if self._again is None:
            raise ZygoteGone
        self._zygote.close()
        self._cpu_of_others += self._zygote.cpu_seconds()
        self._zygote = _OneZygote(self._again(), self._waiting)
        self._again = None


class _OneZygote:
    """One zygote process, and the messages to and from it."""

    def __init__(self, started: start.StartedZygote, waiting: Callable[[], None] | None) -> None:
        self._waiting = waiting
        self.process, self._control = started
        self._decoder = msgspec.json.Decoder(FromZygote)
        # The zygote's messages come in any order; each is kept here until somebody asks for it.
        self._started: Started | None = None
        self._forked: list[Forked] = []
        self._live: set[int] = set()  # process numbers of workers that have not ended, as far as is known
        self._cpu = 0.0  # processor time of those that have
        self._statuses: dict[int, int] = {}  # wait statuses of workers that have ended, by process number
        self._folders: dict[int, str] = {}  # scratch folders of workers that have not
        self._spare: tuple[Limits, Pipes] | None = None
        with contextlib.suppress(ZygoteGone):  # the next `start_worker` raises it
            self._fork_spare(Limits())  # locked and waiting by the time that the judge itself is ready

    def tier(self) -> str:
        if self._started is None:
            if self._waiting and not select.select([self._control], [], [], _SILENT_SECONDS)[0]:
                self._waiting()
            self._read_until(lambda: self._started is not None)
            assert self._started
        return self._started.tier

    def start_worker(self, limits: Limits) -> Worker:
        if self.tier() == "B" and limits.scratch:
            raise JudgeError("a folder for temporary files needs Landlock, which this system lacks (tier B).")
        if self._spare and not _forked_alike(self._spare[0], limits):
            with contextlib.suppress(JudgeError):  # if it is more than a dead spare, the next worker fails alike
                self._take_spare().close()
        if not self._spare:
            self._fork_spare(limits)
        worker = self._take_spare()
        worker.limits = limits
        self._fork_spare(limits)
        return worker

    def cpu_seconds(self) -> float:
        return self._cpu + sum(map(_time_on, map(_clock_of, self._live)))

    def kill(self, pid: int) -> None:
        """Have the zygote kill a worker's group; only the parent knows whether the number is still the worker's."""
        self._send(Kill(pid), [])

    def status(self, pid: int, seconds: float) -> int | None:
        """Return the wait status of a worker, or None if it does not end within some seconds."""
        self._read_until(lambda: pid in self._statuses, seconds, required=False)
        return self._statuses.get(pid)

    def close(self) -> None:
        if self._spare:
            self._spare[1].close()
            self._spare = None
        if self._control.fileno() < 0:
            return
        with contextlib.suppress(OSError):  # it has ended already
            self._control.shutdown(socket.SHUT_WR)
        self.process.wait()
        with contextlib.suppress(ZygoteGone):  # which means that every message has been read
            while True:
                self._read_message()
        self._control.close()
        for folder in self._folders.values():
            if os.path.isdir(folder):  # a zygote that was killed could not tidy up
                scratch.remove(folder)

    def _fork_spare(self, limits: Limits) -> None:
        pipes = Pipes()
        try:
            self._send(Fork(limits), list(pipes.worker_ends))
        except ZygoteGone:
            pipes.close()
            raise
        finally:
            pipes.release_worker_ends()
        self._spare = limits, pipes

    def _take_spare(self) -> Worker:
        assert self._spare
        (limits, pipes), self._spare = self._spare, None
        try:
            self._read_until(lambda: bool(self._forked))
        except JudgeError:
            pipes.close()
            raise
        return Worker(pipes, _ForkedProcess(self, self._forked.pop()), limits)

    def _send(self, order: FromJudge, fds: list[int]) -> None:
        if self._control.fileno() < 0:  # closed, since another zygote has been started
            raise ZygoteGone
        try:
            socket.send_fds(self._control, [msgspec.json.encode(order)], fds)
        except (BrokenPipeError, ConnectionResetError):
            raise ZygoteGone from None

    def _read_until(
        self, condition: Callable[[], bool], seconds: float = START_SECONDS, *, required: bool = True
    ) -> None:
        """Read the zygote's messages until a condition holds, or return without it after a while if not `required`."""
        deadline = time.monotonic() + seconds
        while not condition():
            if self._control.fileno() < 0:
                raise ZygoteGone
            left = deadline - time.monotonic()
            if left > 0 and select.select([self._control], [], [], left)[0]:
                self._read_message()
            elif required:
                raise JudgeError(f"the process that starts workers did not answer within {seconds:g} s.")
            else:
                return

    def _read_message(self) -> None:
        data = b""
        with contextlib.suppress(ConnectionResetError):
            data = self._control.recv(1 << 16)
        if not data:
            raise ZygoteGone
        match self._decoder.decode(data):
            case Started() as started:
                self._started = started
            case NotStarted(problem):
                raise JudgeError(f"this system refuses what the process that starts workers needs: {problem}.")
            case Forked(pid, folder) as forked:
                self._forked.append(forked)
                self._live.add(pid)
                if folder:
                    self._folders[pid] = folder
            case Buried(pid, status, cpu):
                self._live.discard(pid)
                self._cpu += cpu
                self._statuses[pid] = status
                self._folders.pop(pid, None)


def _forked_alike(one: Limits, other: Limits) -> bool:
    """Say whether a worker forked for one will do for the other: the judge itself enforces the four left out."""
    return msgspec.structs.replace(one, cpu=other.cpu, wall=other.wall, output=other.output, reply=other.reply) == other


class _ForkedProcess:
    """A worker's process; only the zygote, its parent, can kill it and wait for it."""

    def __init__(self, zygote: _OneZygote, forked: Forked) -> None:
        self.zygote = zygote
        self.pid = forked.pid
        self.folder = forked.folder
        self.cpu_clock: int | None = _clock_of(forked.pid)
        self._pidfd = _pidfd_of(forked.pid)

    def kill(self) -> None:
        self.zygote.kill(self.pid)

    def pause(self) -> None:
        _signal(self._pidfd, signal.SIGSTOP)

    def resume(self) -> None:
        _signal(self._pidfd, signal.SIGCONT)

    def has_ended(self) -> bool:
        if self._pidfd is None:
            return procfs.has_ended(self.pid)
        return bool(select.select([self._pidfd], [], [], 0)[0])

    def status(self, seconds: float) -> int | None:
        try:
            return self.zygote.status(self.pid, seconds)
        finally:
            self._release()

    def _release(self) -> None:
        if self._pidfd is not None:
            os.close(self._pidfd)
            self._pidfd = None


def _clock_of(pid: int) -> int:
    """Return the kernel's clock of a process's processor time, CPUCLOCK_SCHED; see clock_getcpuclockid(3)."""
    return (~pid << 3) | 2


def _time_on(clock: int) -> float:
    """Return the seconds of such a clock, 0 for a process that has just ended or whose clock cannot be read."""
    try:
        return time.clock_gettime(clock)
    except OSError:
        return 0.0


def _pidfd_of(pid: int) -> int | None:
    """Return a descriptor of the process; unlike its number, no other process can get it once this one has ended."""
    try:
        return os.pidfd_open(pid)
    except OSError:  # a kernel before 5.3, or one that refuses: no worker is paused then
        return None


def _signal(pidfd: int | None, number: signal.Signals) -> None:
    if pidfd is not None:
        with contextlib.suppress(ProcessLookupError):  # it has just ended; the next call will tell
            signal.pidfd_send_signal(pidfd, number)
