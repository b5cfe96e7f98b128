"""What several commands share: finding the exercises that were named, and telling a line."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from shousi import invocation
from shousi.errors import JudgeError, UsageError

if TYPE_CHECKING:
    from shousi.catalogue import Catalogue, Exercise


def say(line: str) -> None:
    """Tell the person at the terminal something that is no part of the output."""
    from shousi.commands import endings

    print(endings.said(line), file=sys.stderr, flush=True)


def root() -> Path:
    """Return the root of the repository that the command was started in, or whose noxfile started it.

    Raises:
        UsageError: this is not inside one.
    """
    from shousi.commands import naming

    return naming.root()


def all_exercises() -> Catalogue:
    """Return every exercise of the repository by name, in teaching order."""
    from shousi import catalogue

    return catalogue.load(root())


def every_exercise() -> list[Exercise]:
    """Return every exercise of the repository, in teaching order.

    Raises:
        UsageError: there is none.
    """
    exercises = list(all_exercises().values())
    if not exercises:
        raise UsageError("the catalogue is empty.")
    return exercises


def named(names: Sequence[str], variant: str = "") -> list[Exercise]:
    """Return the exercises with these names.

    Args:
        names: as `naming.find` takes them: "nms", "nms/per_class", "./exercises/nms/nms.py".
        variant: of the one exercise that is named; empty for the exercise itself.

    Raises:
        UsageError: one of them does not exist, or a variant is given and not exactly one name.
    """
    from shousi import catalogue
    from shousi.commands import naming

    if variant and len(names) != 1:
        raise UsageError("--variant goes with one exercise; name just one.")
    found = map(naming.find, names)
    return [one if one.variant else catalogue.variant_of(one, variant) for one in found]


@contextlib.contextmanager
def with_graders(exercises: Sequence[Exercise]) -> Iterator[list[Exercise]]:
    """Yield the same exercises with graders and solutions that can be read. A starter has them in a sealed file.

    Raises:
        JudgeError: the sealed file is damaged or was changed, or a grader or solution is missing.
    """
    if exercises[0].grader.is_file():
        yield _checked(exercises)
        return
    from shousi.publishing import hidden  # only a starter pays for it

    with hidden.graders_of(exercises[0].root, say) as folder:
        yield _checked([msgspec.structs.replace(exercise, hidden=folder) for exercise in exercises])


def _checked(exercises: Sequence[Exercise]) -> list[Exercise]:
    """Return the exercises, or raise JudgeError if one lacks its grader or solution."""
    for exercise in exercises:
        for part in (exercise.grader, exercise.solution):
            if not part.is_file():
                missing = f"{part.relative_to(exercise.hidden).as_posix()} is missing here, and in graders.seal"
                advice = "`git checkout` brings back what you have had"
                raise JudgeError(f"{exercise.task} cannot be graded: {missing}. {advice}.")
    return list(exercises)


def worker_modules(exercises: Sequence[Exercise]) -> list[str]:
    """Return the modules that the workers of these exercises import at their start.

    Raises:
        UsageError: one of them is not installed.
    """
    from importlib.util import find_spec

    for exercise in exercises:
        if exercise.needs == "torch" and find_spec("torch") is None:
            command = invocation.command("grade", exercise.name, sets_up=True)
            raise UsageError(f"{exercise.name} needs torch, which is not installed here. `{command}` does that.")
    return ["numpy", "torch"] if any(exercise.needs == "torch" for exercise in exercises) else ["numpy"]
