"""`shousi reset`: put the stub back, and keep the learner's work under a dated name."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from shousi import clock, invocation, stubs
from shousi.commands import common, outputs
from shousi.errors import UsageError, printable

if TYPE_CHECKING:
    from shousi.catalogue import Exercise


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    parser.add_argument("names", nargs="+", metavar="NAME", help="an exercise, such as nms")
    parser.add_argument("--variant", default="", metavar="NAME", help="a variant of the exercise, such as per_class")


def run(options: argparse.Namespace) -> int:
    """Put back the stubs of the exercises that were named."""
    for exercise in common.named(options.names, options.variant):
        say_where_kept(exercise, put_back(exercise))
    return 0


def say_where_kept(exercise: Exercise, kept: Path | None) -> None:
    """Say that the stub is back, and where the earlier work is kept."""
    back = f" `{invocation.command('restore', exercise.task)}` brings it back." if kept else ""
    where = f" Your work is kept in {printable(shown(exercise, kept), 200)}.{back}" if kept else ""
    common.say(f"{shown(exercise, exercise.stub)} is the stub again.{where}")


def put_back(exercise: Exercise) -> Path | None:
    """Put back the stub of an exercise. Return where the earlier work is kept, or None if there was none.

    Raises:
        UsageError: the stub cannot be found, or a file cannot be written. Nothing has changed then.
    """
    try:
        now = exercise.stub.read_bytes()
    except FileNotFoundError:
        now = b""
    except OSError as error:
        raise UsageError(f"{shown(exercise, exercise.stub)}: cannot be read ({error.strerror}).") from None
    if stubs.is_stub(now, exercise.functions):
        return None
    fresh = original(exercise).encode("utf-8")
    kept = keep(exercise, now) if now.strip() else None
    outputs.write_whole(exercise.stub, fresh)
    return kept


def original(exercise: Exercise) -> str:
    """Return the stub as it was given. It is made from the solution, which a starter holds in its sealed file.

    Raises:
        JudgeError: the solution is missing, or the sealed file is damaged.
    """
    with common.with_graders([exercise]) as (readable,):
        solution = readable.solution.read_text(encoding="utf-8")
    return stubs.make(solution, exercise.functions, exercise.title, exercise.task)


def keep(exercise: Exercise, data: bytes) -> Path:
    """Write the learner's work to a new file in .shousi/kept, and return its path.

    Raises:
        UsageError: it cannot be written. Nothing has changed then.
    """
    from shousi.history import database

    day = clock.stamp(clock.now()).replace(":", "-").removesuffix("Z")
    folder, name = folder_of_kept(exercise), f"{kept_name(exercise)}-{day}"
    try:
        database.make_folder(exercise.root)
        folder.mkdir(exist_ok=True)
        path, count = folder / f"{name}.py", 1
        while path.exists():
            count += 1
            path = folder / f"{name}-{count}.py"
    except OSError as error:
        raise UsageError(f"{database.FOLDER}: cannot be written ({error.strerror}). Nothing was changed.") from None
    outputs.write_whole(path, data)
    return path


def folder_of_kept(exercise: Exercise) -> Path:
    """Return the folder of the work that was kept; it need not exist."""
    from shousi.history import database

    return exercise.root / database.FOLDER / "kept"


def kept_name(exercise: Exercise) -> str:
    """Return how the names of an exercise's kept files begin; a date follows."""
    return exercise.task.replace("/", "-")


def shown(exercise: Exercise, path: Path) -> str:
    """Return the path of a file in the repository as a message shows it."""
    return path.relative_to(exercise.root).as_posix()
