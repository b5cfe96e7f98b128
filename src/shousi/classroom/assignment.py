"""An assignment as data: its exercises, their points, the deadline, and how much students are told."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from shousi import catalogue
from shousi.catalogue import Exercise
from shousi.errors import UsageError, printable
from shousi.feedback import Bonus, Feedback

Tier = Literal["A", "B", "C", "D"]
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,38}")  # the names that Classroom 50 allows for an assignment
_MAX_POINTS = 1000


class _Secret(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the private seed is kept: exactly one of the two."""

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
    bonus: Bonus = Bonus.SHOW
    require_tier: Tier = "A"
    seed: _Secret | None = None


class Task(msgspec.Struct, frozen=True):
    """An exercise of an assignment.

    Attributes:
        exercise: the exercise, its levels worth the assignment's points.
        cases: a file of further checks that no student may see; None if there is none.
    """

    exercise: Exercise
    cases: Path | None = None


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """An assignment that has been checked against the catalogue.

    Attributes:
        name: the name of its file without the ending.
        title: the title that people read.
        tasks: its exercises, in the order of its file.
        deadline: the last moment to hand in; None if there is none.
        feedback: how much students are told.
        bonus: whether bonus levels count, are shown, or are left out.
        require_tier: the sandbox tier below which nothing is graded.
        seed_env: the environment variable that holds the private seed; "" if none does.
        seed_file: the file that holds it; None if none does.
    """

    name: str
    title: str
    tasks: tuple[Task, ...]
    deadline: datetime | None = None
    feedback: Feedback = Feedback.FULL
    bonus: Bonus = Bonus.SHOW
    require_tier: Tier = "A"
    seed_env: str = ""
    seed_file: Path | None = None

    @property
    def points(self) -> int:
        """Points of all exercises together."""
        return sum(map(self.points_of, self.tasks))

    def points_of(self, task: Task) -> int:
        """Return the points of one exercise, those of its bonus levels among them where they count."""
        return task.exercise.points + (task.exercise.bonus_points if self.bonus is Bonus.COUNT else 0)

    @property
    def has_secret_seed(self) -> bool:
        """Whether its random inputs come from a seed that students must not know."""
        return bool(self.seed_env or self.seed_file)


def load(path: Path, exercises: Mapping[str, Exercise], root: Path) -> Assignment:
    """Return the assignment that a TOML file describes.

    Args:
        path: the file.
        exercises: the catalogue.
        root: the repository; private files must lie outside of it.

    Raises:
        UsageError: the file cannot be read, or a key is wrong. The message names the file and the key.
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
        bonus=entry.bonus,
        require_tier=entry.require_tier,
        seed_env=secret.env,
        seed_file=_private(secret.file, path, f"{shown} seed.file", root) if secret.file else None,
    )


def _task(
    name: str, table: dict[str, object], exercises: Mapping[str, Exercise], path: Path, shown: str, root: Path
) -> Task:
    place = f"{shown}: [exercises.{printable(name, 80)}]"
    task = catalogue.convert(table, _Task, place)
    try:
        exercise = catalogue.variant_of(catalogue.find(exercises, name), task.variant)
    except UsageError as error:
        raise UsageError(f"{place}: {error}") from None
    if not exercise.grader.is_file():
        raise UsageError(f"{place}: {name} has no grader here. Use a checkout of main, not of a starter.")
    levels = _levels(exercise.levels, task.points, f"{place} points") if task.points else exercise.levels
    cases = _cases(task.cases, path, f"{place} cases", root) if task.cases else None
    return Task(msgspec.structs.replace(exercise, levels=levels), cases)


def _levels(levels: Mapping[str, int], points: int, place: str) -> dict[str, int]:
    """Return levels that are worth `points` together.

    Raises:
        UsageError: a level would be worth nothing, so that wrong answers could get full points.
    """

    def fits(number: int) -> bool:
        return all(share or not levels[name] for name, share in scaled(levels, number).items())

    if fits(points):
        return scaled(levels, points)
    # The catalogue's own number always fits. A larger number may not, since rounding can take a level's only point.
    enough = next(number for number in range(points, points + sum(levels.values()) + 1) if fits(number))
    raise UsageError(f"{place}: {points} cannot give each level a point ({', '.join(levels)}); {enough} can.")


def _cases(value: str, path: Path, place: str, root: Path) -> Path:
    """Return a private file of checks.

    Raises:
        UsageError: it is no Python or holds no check, which would break the grading of everybody.
    """
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
    """Return a private file.

    Raises:
        UsageError: it does not exist, or a push of the repository would publish it.
    """
    file = (path.parent / Path(value).expanduser()).resolve()
    if file.is_relative_to(root.resolve()):
        raise UsageError(f"{place}: {printable(value, 200)} lies inside the repository, where it would be published.")
    if not file.is_file():
        raise UsageError(f"{place}: {printable(value, 200)} does not exist.")
    return file


def scaled(levels: Mapping[str, int], points: int) -> dict[str, int]:
    """Return the points of each level so that they add up to `points`, in the proportions of the catalogue.

    All points are whole. Points that are left over go to the levels that lost most by rounding, the first one first.
    """
    whole = sum(levels.values())
    shares = {name: divmod(value * points, whole) for name, value in levels.items()}
    left = points - sum(share for share, _ in shares.values())
    most_cut = sorted(levels, key=lambda name: -shares[name][1])[:left]
    return {name: share + (name in most_cut) for name, (share, _) in shares.items()}


def secret_seed(assignment: Assignment, environment: Mapping[str, str]) -> int | None:
    """Return the private seed of an assignment; None if it has none.

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
    """Return a text as a seed. The text cannot be computed back from the seed."""
    return int.from_bytes(hashlib.sha256(secret.encode()).digest()[:7], "big")
