"""Choosing how workers are started: forked from a zygote on Linux (`forking`), else spawned one by one (`spawning`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from shousi.sandbox.judge import start
from shousi.sandbox.judge.client import Worker
from shousi.sandbox.judge.forking import Zygote
from shousi.sandbox.judge.spawning import Spawner
from shousi.sandbox.messages import Limits

OFFICIAL_TIERS = ("A", "B")  # at which the judge itself reads time and memory, and takes nobody's word for them


class Launcher(Protocol):
    """Starts workers; a `Zygote` or a `Spawner`."""

    def start_worker(self, limits: Limits | None = None) -> Worker:
        """Return a worker that is locked and waits for a submission."""
        ...

    def tier(self) -> str:
        """Return how its workers are locked: "A" is the strongest, "D" is not at all."""
        ...

    def is_official(self) -> bool:
        """Say whether the time and the memory of its workers can be read from outside."""
        ...

    def cpu_seconds(self) -> float | None:
        """Return the processor time that all its workers have used so far; None if that cannot be known."""
        ...

    def close(self) -> None:
        """End it and every worker that it has started."""
        ...


def launcher(
    started: start.StartedZygote | None = None,
    modules: Sequence[str] = ("numpy",),
    waiting: Callable[[], None] | None = None,
    *,
    secret: str = "",
) -> Launcher:
    """Return what starts workers on this system.

    Args:
        started: a zygote that has been started before, to be used and closed by the launcher.
        modules: the modules that a worker has imported before it gets a submission.
        waiting: called once if the first worker is not ready within a second.
        secret: a path that no worker must be able to read.
    """
    if not start.HAS_ZYGOTE:
        return Spawner(modules)

    def again() -> start.StartedZygote:
        return start.start_zygote(modules, secret=secret)

    return Zygote(started or again(), waiting, again)
