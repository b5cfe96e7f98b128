"""`shousi reset`: the stub as it was given, and the learner's work kept under a dated name."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from shousi import clock, stubs
from shousi.commands import common
from shousi.errors import UsageError, printable

if TYPE_CHECKING:
    from shousi.catalogue import Exercise

_COMMITS = 50  # of one file; its stub is among the first or the last of them


def run(options: argparse.Namespace) -> int:
    """Put the stubs of the exercises that were named back."""
    for exercise in common.named(options.names, options.variant):
        tell(exercise, put_back(exercise))
    return 0


def tell(exercise: Exercise, kept: Path | None) -> None:
    """Say that the stub is back, and where the earlier work is."""
    where = f" Your work is kept in {printable(_shown(exercise, kept), 200)}." if kept else ""
    common.say(f"{_shown(exercise, exercise.stub)} is the stub again.{where}")


def put_back(exercise: Exercise) -> Path | None:
    """Put the stub of an exercise back, and return where what stood there is kept; None where that was the stub.

    Raises:
        UsageError: the stub cannot be found, or a file cannot be written; then nothing has changed.
    """
    try:
        now = exercise.stub.read_bytes()
    except FileNotFoundError:
        now = b""
    except OSError as error:
        raise UsageError(f"{_shown(exercise, exercise.stub)}: cannot be read ({error.strerror}).") from None
    if stubs.is_stub(now, exercise.functions):
        return None
    fresh = _given(exercise)
    kept = _keep(exercise, now) if now.strip() else None
    common.write_whole(exercise.stub, fresh)
    return kept


def _given(exercise: Exercise) -> bytes:
    """Return the stub as it was given: its untouched copy, else the newest version in git's history that is one."""
    from shousi.publishing import git

    try:
        return exercise.original.read_bytes()
    except OSError:  # a copy that somebody has tidied away
        pass
    name, copy = _shown(exercise, exercise.stub), _shown(exercise, exercise.original)
    advice = f"{copy} is missing, and git holds no stub of {exercise.task}: get that file from where you got this."
    try:
        commits = git.run(exercise.root, "log", f"-{_COMMITS}", "--format=%H", "--", name).decode().split()
        for commit in commits:
            data = git.run(exercise.root, "show", f"{commit}:./{name}")
            if stubs.is_stub(data, exercise.functions):
                return data
    except git.Failed as failed:
        raise UsageError(f"{advice} (git: {printable(failed.told, 200)})") from None
    raise UsageError(advice)


def _keep(exercise: Exercise, data: bytes) -> Path:
    from shousi.history import database

    day = clock.stamp(clock.now()).replace(":", "-").removesuffix("Z")
    name = exercise.task.replace("/", "-")
    try:
        folder = database.make_folder(exercise.root) / "kept"
        folder.mkdir(exist_ok=True)
        path, count = folder / f"{name}-{day}.py", 1
        while path.exists():
            count += 1
            path = folder / f"{name}-{day}-{count}.py"
    except OSError as error:
        raise UsageError(f"{database.FOLDER}: cannot be written ({error.strerror}). Nothing was changed.") from None
    common.write_whole(path, data)
    return path


def _shown(exercise: Exercise, path: Path) -> str:
    return path.relative_to(exercise.root).as_posix()
