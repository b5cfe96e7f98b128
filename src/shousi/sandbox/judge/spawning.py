"""Starting each worker as a process of its own, where a fork is not safe (macOS, Windows)."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence

import msgspec

from shousi import wire
from shousi.errors import JudgeError
from shousi.sandbox.judge import start
from shousi.sandbox.judge.client import Worker
from shousi.sandbox.judge.transport import Closed, Streams
from shousi.sandbox.messages import Limits


class Spawner:
    """Starts each worker as a process of its own: slower, and the same in everything that a check can see."""

    def __init__(self, modules: Sequence[str] = ("numpy",)) -> None:
        self._modules = modules
        self._workers: list[Worker] = []

    def start_worker(self, limits: Limits | None = None) -> Worker:
        """Return a worker that has taken its limits and waits for a submission."""
        limits = limits or Limits()
        command = start.python_running("shousi.sandbox.inside.spawned")
        command += [msgspec.json.encode(limits).decode(), self.tier(), *self._modules]
        streams = Streams(command, start.scrubbed_environment())
        try:
            worker = Worker(streams, _Spawned(streams.process), limits)
        except (Closed, wire.WireError):
            streams.process.kill()
            raise JudgeError("a worker ended at its start.") from None
        self._workers.append(worker)
        return worker

    def tier(self) -> str:
        """Return how its workers are locked."""
        return start.tier_without_zygote()

    def close(self) -> None:
        """End every worker."""
        for worker in self._workers:
            worker.close()


class _Spawned:
    cpu_clock: int | None = None
    folder = ""  # temporary files go where the system's go

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
        """Do nothing."""

    def status(self, seconds: float) -> int | None:
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        return -code if code < 0 else code << 8  # as waitpid would say it
