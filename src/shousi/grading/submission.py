"""Reading a submission: neither the file nor its name can be trusted."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from shousi import invocation
from shousi.catalogue import Exercise
from shousi.errors import UsageError, one_of, printable
from shousi.grading.runners import Source
from shousi.sandbox.messages import Given

MAX_BYTES = 1 << 20  # a thousand times the longest solution

# What `git pull` or `git stash pop` writes where an update and the learner have changed the same lines.
_MERGED = re.compile(r"^<{7} .*?^={7}$.*?^>{7} ", re.MULTILINE | re.DOTALL)


def read(exercise: Exercise, path: Path | None) -> Source:
    """Read the submission of an exercise: the learner's file in the repository, or the file or folder that was named.

    Raises:
        UsageError: the file does not exist, or cannot be graded.
    """
    named = exercise.stub if path is None else path
    path = file_of(exercise, path)
    folder = named if path != named else path.parent  # they differ where a folder was named
    if path != named and not path.exists():
        raise UsageError(f"{_shown(folder)}: a folder without {path.name}. Name the file itself, or add it.")
    if not _inside(path, folder):
        raise UsageError(f"{_shown(path)}: a link to a file outside its folder. Copy the file there instead.")
    advice = f" `{invocation.command('reset', exercise.task)}` brings the stub back." if path == exercise.stub else ""
    text = _decoded(_read_regular(path, advice), path)
    if path.suffix.lower() == ".ipynb":
        text = _in_notebook(text, exercise, path)
    if not text.strip():
        raise UsageError(f"{_shown(path)}: empty.{advice}")
    if path == exercise.stub and (marked := _MERGED.search(text)):
        line = text.count("\n", 0, marked.start()) + 1
        undo = invocation.command("restore", exercise.task)
        raise UsageError(
            f"{_shown(path)}: from line {line} on git has put an update beside your changes, between <<<<<<< and "
            f">>>>>>>. `{undo}` brings back what you graded last; or keep the lines that you want."
        )
    return source_of(exercise, text, printable(path.name, 200))


def file_of(exercise: Exercise, path: Path | None) -> Path:
    """Return the file that is graded: the learner's own, the one that was named, or the one in the folder named."""
    if path is None:
        return exercise.stub
    return path / exercise.stub.name if os.path.isdir(path) else path  # noqa: PTH112 - Path.is_dir raises, if too long


def source_of(exercise: Exercise, text: str, filename: str) -> Source:
    """Return a text as a source for a worker of this exercise, with the modules that come with the exercise."""
    modules = [*exercise.given, *([exercise.factories] if exercise.factories.is_file() else [])]
    given = tuple(Given(path.stem, path.read_text(encoding="utf-8")) for path in modules)
    return Source(
        text=text, filename=filename, functions=exercise.functions, forbidden=exercise.forbidden, given=given,
        permits=exercise.permits, modules=("numpy", "torch") if exercise.needs == "torch" else ("numpy",),
    )  # fmt: skip


def _inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a loop of links; a name too long, which opening it will tell
        return not path.is_symlink()
    except ValueError:  # a NUL, which opening it will tell
        return True


def _read_regular(path: Path, if_missing: str) -> bytes:
    try:
        # Without O_NONBLOCK the opening of a named pipe would wait for a writer.
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise UsageError(f"{_shown(path)}: no such file.{if_missing}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{_shown(path)}: cannot be read ({printable(str(reason))}).") from None
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise UsageError(f"{_shown(path)}: not an ordinary file.")
    with os.fdopen(fd, "rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UsageError(f"{_shown(path)}: larger than 1 MiB; a submission is one file of source.")
    return data


def _decoded(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{_shown(path)}: not UTF-8 (byte {error.start}). Save it as UTF-8.") from None


def _in_notebook(text: str, exercise: Exercise, path: Path) -> str:
    from shousi.grading import notebook_file  # few submissions are notebooks

    try:
        source = notebook_file.source_in(text, exercise.functions)
    except ValueError:
        raise UsageError(f"{_shown(path)}: not a Jupyter notebook, which is JSON with cells.") from None
    if not source.strip():
        wanted = one_of(list(exercise.functions))
        raise UsageError(f"{_shown(path)}: no code cell defines {wanted}.")
    return source


def _shown(path: Path) -> str:
    return printable(str(path), 200)
