"""What several commands share: choosing exercises, saying a line, writing a file whole."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from shousi import invocation
from shousi.errors import JudgeError, UsageError, printable

if TYPE_CHECKING:
    from shousi.catalogue import Exercise


def say(line: str) -> None:
    """Tell a person something beside the output proper."""
    print(f"shousi: {line}", file=sys.stderr, flush=True)


def root() -> Path:
    """Return the repository that the command was given in.

    Raises:
        UsageError: it was given outside of one.
    """
    from shousi import catalogue

    return catalogue.find_root(Path.cwd())


def all_exercises() -> dict[str, Exercise]:
    """Return every exercise of the repository by name, in teaching order."""
    from shousi import catalogue

    return catalogue.load(root())


def named(names: Sequence[str], variant: str = "") -> list[Exercise]:
    """Return the exercises of these names, such as "nms"; "nms/per_class" is a variant.

    The folder of either will do: "exercises/nms", "exercises/nms/variants/per_class".

    Args:
        names: as somebody typed them.
        variant: of the one exercise that was named; empty where none was asked for.

    Raises:
        UsageError: one of them does not exist, or the variant goes with more than one name.
    """
    from shousi import catalogue

    if variant and len(names) != 1:
        raise UsageError("--variant goes with one exercise; name just one.")
    exercises = all_exercises()
    found = []
    for name in names:
        plain = name.replace("\\", "/").removeprefix("exercises/").removesuffix("/").replace("/variants/", "/", 1)
        exercise, _, own = plain.partition("/")
        holder = "" if exercise in exercises else _holder()
        found.append(catalogue.variant_of(catalogue.find(exercises, exercise, holder), own or variant))
    return found


def _holder() -> str:
    """Return what to call a repository that may hold only some of the exercises; nothing where it is main."""
    from shousi.publishing import hidden  # only a wrong name pays for it

    return "this starter" if hidden.is_sealed(root()) else ""


@contextlib.contextmanager
def with_graders(exercises: Sequence[Exercise]) -> Iterator[list[Exercise]]:
    """Give the same exercises with their graders and solutions at hand, which a starter holds sealed.

    Raises:
        JudgeError: the seal is damaged or has been changed, or a grader or solution is nowhere.
    """
    if exercises[0].grader.is_file():
        yield _held_whole(exercises)
        return
    from shousi.publishing import hidden  # only a starter pays for it

    with hidden.graders_of(exercises[0].root, say) as folder:
        yield _held_whole([msgspec.structs.replace(exercise, hidden=folder) for exercise in exercises])


def _held_whole(exercises: Sequence[Exercise]) -> list[Exercise]:
    for exercise in exercises:
        for part in (exercise.grader, exercise.solution):
            if not part.is_file():
                missing = f"{part.relative_to(exercise.hidden).as_posix()} is missing here, and in graders.seal"
                advice = "`git checkout` brings back what you have had"
                raise JudgeError(f"{exercise.task} cannot be graded: {missing}. {advice}.")
    return list(exercises)


def worker_modules(exercises: Sequence[Exercise]) -> list[str]:
    """Return what the workers of these exercises have loaded.

    Raises:
        UsageError: it is not installed here.
    """
    from importlib.util import find_spec

    for exercise in exercises:
        if exercise.needs == "torch" and find_spec("torch") is None:
            command = invocation.command("grade", exercise.name, sets_up=True)
            raise UsageError(f"{exercise.name} needs torch, which is not installed here. `{command}` does that.")
    return ["numpy", "torch"] if any(exercise.needs == "torch" for exercise in exercises) else ["numpy"]


def check_outputs(paths: Iterable[Path | None]) -> None:
    """Hold the files that a command is to write to be writable, before any work is done for them.

    Raises:
        UsageError: the folder of one is missing, or it is a folder itself.
    """
    for path in paths:
        if path is None:
            continue
        if not path.absolute().parent.is_dir():
            raise UsageError(f"{printable(str(path))}: its folder does not exist. Make it first.")
        if path.is_dir():
            raise UsageError(f"{printable(str(path))}: a folder. Name a file.")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        UsageError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("xb") as file:  # never through a link that somebody has put there
            file.write(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UsageError(f"{printable(str(path))}: cannot be written ({error.strerror}).") from None
