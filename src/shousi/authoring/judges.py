"""Grade many samples at once: judges in processes of their own, each with one zygote.

A judge of the pool reads jobs from its standard input, one after the other, and writes a report for each. It ends when
its input ends, whatever it does at that moment: so ctrl-C leaves none behind, nor does a kill of the main process.
"""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import struct
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Protocol, Self

import msgspec

from shousi.catalogue import Exercise
from shousi.errors import JudgeError
from shousi.grading import mistakes
from shousi.grading.grading import grade
from shousi.grading.mistakes import Mistake
from shousi.grading.results import Options
from shousi.grading.runners import Source
from shousi.grading.shrink import NO_EFFORT, Effort
from shousi.report import Report, Verdict
from shousi.sandbox.judge import start
from shousi.sandbox.judge.client import Worker
from shousi.sandbox.judge.launch import Launcher, launcher
from shousi.sandbox.messages import Limits

_MOST = 4  # judges; each holds NumPy or torch twice, itself and in its zygote
_END_SECONDS = 10.0  # for a judge to end its workers
_SIZE = struct.Struct(">I")  # before each message


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A grading to be done.

    Attributes:
        exercise: what was asked.
        source: what is graded.
        seed: of the random inputs.
        limits: run only the checks of time and memory; otherwise all but those.
        diagnosed: look for the mistake behind wrong answers.
        expected: verdicts; with any other the source is graded again, as a learner would see it. Empty expects all.
        until_failure: end with the first check that fails.
        patience: how long a worker may take, if not as usual.
    """

    exercise: Exercise
    source: Source
    seed: int = 0
    limits: bool = False
    diagnosed: bool = False
    expected: tuple[Verdict, ...] = ()
    until_failure: bool = False
    patience: Limits | None = None


OnBegin = Callable[[Job], None]


class Judges(Protocol):
    """One or more judges."""

    def reports(self, jobs: Sequence[Job], begin: OnBegin, *, alone: bool = False) -> Iterator[Report]:
        """Yield the report of each job, in the order of the jobs.

        Args:
            jobs: what to grade.
            begin: is told of each job that begins.
            alone: one job at a time, since two races at once would disturb each other.
        """
        ...


class Judge:
    """A judge in this process."""

    def __init__(self, launcher: Launcher) -> None:
        self._launcher = launcher
        self._known: dict[tuple[Path, str], list[Mistake]] = {}

    def reports(self, jobs: Sequence[Job], begin: OnBegin, *, alone: bool = True) -> Iterator[Report]:  # noqa: ARG002
        """Yield the report of each job."""
        for job in jobs:
            begin(job)
            yield self.report(job)

    def report(self, job: Job) -> Report:
        """Grade a job and return the report."""
        report = self._grade(job, NO_EFFORT, diagnosed=job.diagnosed)
        if job.expected and report.verdict not in job.expected:
            report = self._grade(job, Effort(), diagnosed=True)
        return report

    def _grade(self, job: Job, shrink: Effort, *, diagnosed: bool) -> Report:
        started = _Hasty(self._launcher, job.patience) if job.patience else self._launcher
        options = Options(
            speed=job.limits, only_limits=job.limits, until_failure=job.until_failure, shrink=shrink
        )  # fmt: skip
        known = self._mistakes(job.exercise) if diagnosed else ()
        return grade(started, job.exercise, job.source, job.seed, known, options).report

    def _mistakes(self, exercise: Exercise) -> list[Mistake]:
        key = exercise.hidden, exercise.task
        if key not in self._known:
            self._known[key] = mistakes.load(exercise)
        return self._known[key]


class _Hasty:
    """A launcher whose workers have short limits."""

    def __init__(self, launcher: Launcher, patience: Limits) -> None:
        self._launcher = launcher
        self._patience = patience

    def start_worker(self, limits: Limits | None = None) -> Worker:
        patience = msgspec.structs.replace(limits or Limits(), cpu=self._patience.cpu, wall=self._patience.wall)
        return self._launcher.start_worker(patience)

    def tier(self) -> str:
        return self._launcher.tier()

    def is_official(self) -> bool:
        return self._launcher.is_official()

    def cpu_seconds(self) -> float | None:
        return self._launcher.cpu_seconds()

    def close(self) -> None:
        self._launcher.close()


class Pool:
    """Judges in processes of their own, one for each core. Close it, or use it as a context.

    Args:
        modules: that workers have imported.
        secret: a path that no worker must be able to read.
        count: of judges.
    """

    def __init__(self, modules: Sequence[str], secret: str, count: int = 0) -> None:
        self._processes = [
            start.start_helper("shousi.authoring.judges", secret, *modules) for _ in range(count or _cores())
        ]

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the judges."""
        self.close()

    def reports(self, jobs: Sequence[Job], begin: OnBegin, *, alone: bool = False) -> Iterator[Report]:
        """Yield the report of each job, in the order of the jobs.

        Raises:
            JudgeError: a judge ended early.
        """
        left = deque(enumerate(jobs))
        answers: list[SimpleQueue[Report | Exception]] = [SimpleQueue() for _ in jobs]
        threads = [
            threading.Thread(target=_feed, args=(process, left, answers, begin), daemon=True)
            for process in self._processes[: 1 if alone else None]
        ]
        try:
            for thread in threads:
                thread.start()
            for answer in answers:
                got = answer.get()
                if isinstance(got, Exception):
                    raise got
                yield got
        except (KeyboardInterrupt, JudgeError):
            self.close()
            raise
        finally:
            left.clear()
            for thread in threads:
                thread.join()

    def close(self) -> None:
        """End the judges, whatever they are doing."""
        for process in self._processes:
            with contextlib.suppress(OSError):  # it has ended already
                _pipes(process)[0].close()
        for process in self._processes:
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()  # its zygote notices
                process.wait()
            _pipes(process)[1].close()


def _cores() -> int:
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(cores, _MOST)


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin
    assert process.stdout
    return process.stdin, process.stdout


def _feed(
    process: subprocess.Popen[bytes],
    left: deque[tuple[int, Job]],
    answers: Sequence[SimpleQueue[Report | Exception]],
    begin: OnBegin,
) -> None:
    """Give a judge one job after the other until none is left."""
    requests, replies = _pipes(process)
    while True:
        try:
            number, job = left.popleft()
        except IndexError:
            return
        try:
            begin(job)
            _send(requests, job)
            answers[number].put(msgspec.msgpack.decode(_receive(replies), type=Report))
        except (EOFError, OSError, ValueError):  # ValueError: the pool has been closed meanwhile
            answers[number].put(JudgeError("a judge process ended early."))
        except Exception as error:  # noqa: BLE001 - whoever waits for the answer raises it
            answers[number].put(error)


def _send(stream: IO[bytes], message: Job | Report) -> None:
    data = msgspec.msgpack.encode(message, enc_hook=str)  # of paths
    stream.write(_SIZE.pack(len(data)) + data)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes:
    """Return the next message.

    Raises:
        EOFError: there is none, since the other side has ended.
    """
    header = stream.read(_SIZE.size)
    data = stream.read(_SIZE.unpack(header)[0]) if len(header) == _SIZE.size else b""
    if not data:
        raise EOFError
    return data


def main() -> None:
    """Be a judge of a pool, until standard input ends."""
    secret, *modules = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have had it ignored
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what else is printed must not come between the answers
    launched = launcher(modules=modules, secret=secret)
    judge, jobs = Judge(launched), SimpleQueue[bytes]()
    try:
        threading.Thread(target=_read_all, args=(requests, jobs), daemon=True).start()
        while data := jobs.get():
            _send(answers, judge.report(msgspec.msgpack.decode(data, type=Job, dec_hook=_path)))
    except KeyboardInterrupt:
        pass  # the input has ended
    finally:
        launched.close()


def _read_all(requests: IO[bytes], jobs: SimpleQueue[bytes]) -> None:
    """Pass on all jobs; when there are no more, end the grading that runs now."""
    try:
        while True:
            jobs.put(_receive(requests))
    except EOFError:
        _thread.interrupt_main()
        jobs.put(b"")  # should something catch the interrupt


def _path(kind: type, value: str) -> Path:
    assert kind is Path
    return Path(value)
