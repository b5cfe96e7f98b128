"""Starting each worker as a new Python process, on macOS and Windows, where a fork with NumPy loaded is not safe."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Sequence

import msgspec

from shousi.sandbox.judge import start
from shousi.sandbox.judge.client import Worker
from shousi.sandbox.judge.transport import Streams
from shousi.sandbox.messages import Limits


class Spawner:
    """Starts each worker as a process of its own: slower than a fork, and no different for a check."""

    def __init__(self, modules: Sequence[str] = ("numpy",)) -> None:
        self._modules = modules
        self._workers: list[Worker] = []

    def start_worker(self, limits: Limits | None = None) -> Worker:
        """Return a worker that has taken its limits and waits for a submission."""
        limits = limits or Limits()
        command = start.python_running("shousi.sandbox.inside.spawned")
        command += [msgspec.json.encode(limits).decode(), self.tier(), *self._modules]
        streams = Streams(command, start.scrubbed_environment())
        worker = Worker(streams, _SpawnedProcess(streams.process), limits)
        self._workers.append(worker)
        return worker

    def tier(self) -> str:
        """Return how its workers are locked."""
        return start.tier_without_zygote()

    def is_official(self) -> bool:
        """Return False: their time is what they say it is."""
        return False

    def cpu_seconds(self) -> float | None:
        """Return None: nobody but themselves says what they use."""
        return None

    def close(self) -> None:
        """End every worker."""
        for worker in self._workers:
            worker.close()


class _SpawnedProcess:
    """A worker's process, which the judge itself can kill and wait for."""

    cpu_clock: int | None = None
    folder = ""  # temporary files go where the system's go

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.pid = process.pid

    def kill(self) -> None:
        if os.name == "posix" and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # ended just now; macOS refuses for a zombie
                os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()

    def pause(self) -> None:
        """Do nothing: a worker is paused so that a reading of its clock stays true, and here none can be read."""

    def resume(self) -> None:
        """Do nothing."""

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def status(self, seconds: float) -> int | None:
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        return -code if code < 0 else code << 8  # in the form that os.waitpid gives it
