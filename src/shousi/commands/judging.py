"""Set up a judge for some exercises: graders that can be read, and workers that start while the rest is imported.

with judging.opened(exercises) as judge:
    result = judge.grade(judge.exercises[0], source, seed)
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shousi.commands import common
from shousi.sandbox.judge import start

if TYPE_CHECKING:
    from shousi.catalogue import Exercise
    from shousi.grading.mistakes import Mistake
    from shousi.grading.results import GradingResult, Options
    from shousi.grading.runners import Source
    from shousi.sandbox.judge.launch import Launcher


class Judge:
    """Grades submissions of these exercises, any number of times, in workers that are forked from one zygote."""

    def __init__(self, exercises: Sequence[Exercise], launcher: Launcher) -> None:
        self.exercises = exercises
        self.launcher = launcher
        self._known: dict[str, list[Mistake]] = {}

    def grade(self, exercise: Exercise, source: Source, seed: int, options: Options | None = None) -> GradingResult:
        """Grade a submission of one of the exercises."""
        from shousi.grading.grading import grade

        return grade(self.launcher, exercise, source, seed, self.known(exercise), options)

    def known(self, exercise: Exercise) -> list[Mistake]:
        """Return the known mistakes of an exercise.

        Raises:
            UsageError: its mistakes.toml is wrong.
        """
        from shousi.grading import mistakes

        if exercise.task not in self._known:
            self._known[exercise.task] = mistakes.load(exercise)
        return self._known[exercise.task]


@contextlib.contextmanager
def opened(exercises: Sequence[Exercise]) -> Iterator[Judge]:
    """Yield a judge of these exercises. Its workers import their modules while this process imports its own.

    Raises:
        UsageError: a module that they need is not installed.
    """
    modules = common.worker_modules(exercises)
    # The judge only compares, which needs no threads. NumPy's would slow down the workers that are starting.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with common.with_graders(exercises) as graded:
        secret = str(graded[0].grader)  # each worker tries to read this file, to prove its lock
        zygote = start.start_zygote(modules, secret=secret) if start.HAS_ZYGOTE else None
        try:
            with _uninterrupted():  # NumPy cannot be imported again once its import was broken off
                from shousi.sandbox.judge.launch import launcher

            def waiting() -> None:
                common.say(f"loading {modules[-1]}, which takes some seconds.")

            launched = launcher(zygote, modules, waiting, secret=secret)
            try:
                yield Judge(graded, launched)
            finally:
                launched.close()
        finally:
            if zygote:
                zygote.control.close()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let ctrl-C and SIGTERM wait until the end of this block, where the system can do that."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def seed_of(wanted: int | None) -> int:
    """Return the seed that was asked for, else a new random one."""
    return wanted if wanted is not None else int.from_bytes(os.urandom(4), "little")
