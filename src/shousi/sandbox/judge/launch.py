"""Starting workers: forked from a zygote on Linux, as processes of their own elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from shousi.sandbox.judge import start
from shousi.sandbox.judge.client import Worker
from shousi.sandbox.judge.forking import Zygote
from shousi.sandbox.judge.spawning import Spawner
from shousi.sandbox.messages import Limits


class Launcher(Protocol):
    """Whatever starts workers."""

    def start_worker(self, limits: Limits | None = None) -> Worker:
        """Return a worker that is locked and waits for a submission."""
        ...

    def tier(self) -> str:
        """Return how its workers are locked."""
        ...

    def close(self) -> None:
        """End it, and every worker that it has started."""
        ...


def launcher(
    started: start.Started | None = None,
    modules: Sequence[str] = ("numpy",),
    waiting: Callable[[], None] | None = None,
    *,
    secret: str = "",
) -> Launcher:
    """Return whatever starts workers on this system.

    Args:
        started: a zygote that has been started already is taken over.
        modules: what a worker has loaded.
        waiting: called once when the first worker is not there within a second.
        secret: a path that no worker may be able to read.
    """
    if not start.HAS_ZYGOTE:
        return Spawner(modules)

    def again() -> start.Started:
        return start.start_zygote(modules, secret=secret)

    return Zygote(started or again(), waiting, again)
