"""An assignment as data: which exercises, for how many points, until when, and what its students are told."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec

from shousi import catalogue
from shousi.catalogue import Exercise
from shousi.errors import UsageError, printable
from shousi.feedback import Feedback

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,38}")  # what Classroom 50 takes for an assignment's slug
_MAX_POINTS = 1000


class _Secret(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a seed is kept that no student may know: exactly one of the two."""

    env: str = ""
    file: str = ""


class _Task(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    points: Annotated[int, msgspec.Meta(ge=1, le=_MAX_POINTS)] | None = None
    variant: str = ""
    cases: str = ""


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An assignment's file, as an instructor writes it."""

    title: str
    exercises: dict[str, dict[str, object]]
    deadline: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    feedback: Feedback = Feedback.FULL
    seed: _Secret | None = None


class Task(msgspec.Struct, frozen=True):
    """An exercise of an assignment.

    Attributes:
        exercise: the exercise, its levels worth the assignment's points.
        cases: a file of further checks that no student may see; none if there is none.
    """

    exercise: Exercise
    cases: Path | None = None


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """An assignment, held against the catalogue.

    Attributes:
        name: its file's stem.
        title: what a person calls it.
        tasks: its exercises, in the order of its file.
        deadline: the last moment to hand in; none if there is none.
        feedback: what students are told.
        seed_env: the environment variable that holds the seed of the random inputs; "" if none does.
        seed_file: the file that holds it; none if none does.
    """

    name: str
    title: str
    tasks: tuple[Task, ...]
    deadline: datetime | None = None
    feedback: Feedback = Feedback.FULL
    seed_env: str = ""
    seed_file: Path | None = None

    @property
    def points(self) -> int:
        """Points of all exercises together."""
        return sum(task.exercise.points for task in self.tasks)

    @property
    def has_secret_seed(self) -> bool:
        """Whether its random inputs come from a seed that students must not know."""
        return bool(self.seed_env or self.seed_file)


def load(path: Path, exercises: Mapping[str, Exercise], root: Path) -> Assignment:
    """Return the assignment that a TOML file describes.

    Args:
        path: the file.
        exercises: the catalogue.
        root: the repository; what is private has to lie outside of it.

    Raises:
        UsageError: the file cannot be read, or a key is wrong; the message names file and key.
    """
    shown = printable(path.name, 80)
    if not _NAME.fullmatch(path.stem):
        raise UsageError(f"{shown}: an assignment is called after its file: lower case letters, digits and hyphens.")
    entry = catalogue.convert(catalogue.read_toml(path, shown), _Entry, shown)
    if not entry.exercises:
        raise UsageError(f"{shown} exercises: at least one table, such as [exercises.nms].")
    if not entry.title.strip():
        raise UsageError(f"{shown} title: must not be empty.")
    secret = entry.seed or _Secret()
    if entry.seed and bool(secret.env) == bool(secret.file):
        raise UsageError(f"{shown} seed: either env, the name of a variable, or file, a path.")
    tasks = (_task(name, table, exercises, path, shown, root) for name, table in entry.exercises.items())
    return Assignment(
        name=path.stem,
        title=entry.title,
        tasks=tuple(tasks),
        deadline=entry.deadline.astimezone(UTC) if entry.deadline else None,
        feedback=entry.feedback,
        seed_env=secret.env,
        seed_file=_private(secret.file, path, f"{shown} seed.file", root) if secret.file else None,
    )


def _task(
    name: str, table: dict[str, object], exercises: Mapping[str, Exercise], path: Path, shown: str, root: Path
) -> Task:
    place = f"{shown}: [exercises.{printable(name, 80)}]"
    task = catalogue.convert(table, _Task, place)
    try:
        exercise = catalogue.variant_of(catalogue.find(dict(exercises), name), task.variant)
    except UsageError as error:
        raise UsageError(f"{place}: {error}") from None
    if not exercise.grader.is_file():
        raise UsageError(f"{place}: {name} has no grader here. Use a checkout of main, not of a starter.")
    levels = scaled(exercise.levels, task.points) if task.points else exercise.levels
    cases = _checks(task.cases, path, f"{place} cases", root) if task.cases else None
    return Task(msgspec.structs.replace(exercise, levels=levels), cases)


def _checks(value: str, path: Path, place: str, root: Path) -> Path:
    """Return a private file of checks, held to hold some: a broken one would break the grading of everybody."""
    file = _private(value, path, place, root)
    shown = printable(value, 200)
    try:
        parsed = ast.parse(file.read_bytes(), file.name)
    except (OSError, SyntaxError, ValueError) as error:  # the last: a null byte, in Python 3.11
        raise UsageError(f"{place}: {shown} is no Python: {printable(str(error), 120)}.") from None
    names = [node.name for node in ast.walk(parsed) if isinstance(node, ast.FunctionDef)]
    if not any(name.startswith("test_") for name in names):
        raise UsageError(f"{place}: {shown} holds no check: a function whose name begins with test_.")
    return file


def _private(value: str, path: Path, place: str, root: Path) -> Path:
    """Return a private file, held to exist and to lie where no push publishes it."""
    file = (path.parent / Path(value).expanduser()).resolve()
    if file.is_relative_to(root.resolve()):
        raise UsageError(f"{place}: {printable(value, 200)} lies inside the repository, where it would be published.")
    if not file.is_file():
        raise UsageError(f"{place}: {printable(value, 200)} does not exist.")
    return file


def scaled(levels: Mapping[str, int], points: int) -> dict[str, int]:
    """Return the points of each level so that they come to `points` together, in the proportions of the catalogue.

    Whole points only: what is left over goes to the levels that were cut most, of equals to the first.
    """
    whole = sum(levels.values())
    shares = {name: divmod(value * points, whole) for name, value in levels.items()}
    left = points - sum(share for share, _ in shares.values())
    most_cut = sorted(levels, key=lambda name: -shares[name][1])[:left]
    return {name: share + (name in most_cut) for name, (share, _) in shares.items()}


def secret_seed(assignment: Assignment, environment: Mapping[str, str]) -> int | None:
    """Return the seed that an assignment keeps private; nothing if it keeps none.

    Raises:
        UsageError: the variable is not set, or the file is empty or cannot be read.
    """
    if not assignment.has_secret_seed:
        return None
    if assignment.seed_file:
        where = f"{printable(assignment.seed_file.name, 80)} (seed.file of {assignment.name})"
        try:
            secret = assignment.seed_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{where}: cannot be read ({printable(str(error), 120)}).") from None
    else:
        where = f"the environment variable {printable(assignment.seed_env, 80)} (seed.env of {assignment.name})"
        secret = environment.get(assignment.seed_env, "").strip()
    if not secret:
        raise UsageError(f"{where} holds no seed: any text will do, a long random one is best.")
    return seed_from(secret)


def seed_from(secret: str) -> int:
    """Return a text as a seed, out of which the text cannot be guessed, however simple it is to guess inputs from."""
    return int.from_bytes(hashlib.sha256(secret.encode()).digest()[:7], "big")
