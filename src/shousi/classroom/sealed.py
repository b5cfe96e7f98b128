"""The sealed assignment of a bundle: everything that grading it needs, so that a student's copy is never used."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from shousi import catalogue
from shousi.catalogue import Exercise
from shousi.classroom.assignment import Assignment, Tier, seed_from
from shousi.errors import JudgeError, printable
from shousi.feedback import Bonus, Feedback
from shousi.publishing import seal, starter
from shousi.publishing.git import File

NAME = "assignment.seal"
_FACTS = "assignment.json"


class SealedAssignment(msgspec.Struct, frozen=True, kw_only=True):
    """An assignment that is ready to be graded.

    Attributes:
        name: the name of the assignment.
        title: the title that people read.
        exercises: its exercises, each with grader and solution at hand.
        deadline: the last moment to hand in; None if there is none.
        feedback: how much students are told.
        bonus: whether bonus levels count, are shown, or are left out.
        require_tier: the sandbox tier below which nothing is graded.
        seed_env: the environment variable that holds the private seed; "" if none does.
        seed: the private seed, where the bundle holds it; None where inputs are drawn anew each time.
        checksum: the SHA-256 checksum of the seal; "" if there is no seal.
        seed_mark: the mark of the private seed; "" if there is none.
    """

    name: str
    title: str
    exercises: tuple[Exercise, ...]
    deadline: datetime | None = None
    feedback: Feedback = Feedback.FULL
    bonus: Bonus = Bonus.SHOW
    require_tier: str = "D"
    seed_env: str = ""
    seed: int | None = None
    checksum: str = ""
    seed_mark: str = ""


class _TaskFacts(msgspec.Struct, frozen=True):
    name: str
    variant: str
    levels: dict[str, int]


class _Facts(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    title: str
    tasks: tuple[_TaskFacts, ...]
    deadline: datetime | None
    feedback: Feedback
    bonus: Bonus = Bonus.SHOW
    require_tier: Tier = "A"
    seed_env: str
    seed: int | None


def pack(root: Path, assignment: Assignment, seed: int | None, *, private: bool) -> bytes:
    """Return the sealed form of an assignment.

    Args:
        root: the repository.
        assignment: the assignment.
        seed: the private seed to put into the seal; None to leave it out.
        private: whether to put in the private cases too, which no student may see.
    """
    names = [task.exercise.name for task in assignment.tasks]
    files = _files(root)
    kept = starter.exercises(files, names) | starter.hidden(files, names)
    contents = {path: file.data for path, file in kept.items()}
    for task in assignment.tasks:
        if private and task.cases:
            place = task.exercise.private_checks.relative_to(task.exercise.hidden).as_posix()
            contents[place] = task.cases.read_bytes()
    facts = _Facts(
        name=assignment.name,
        title=assignment.title,
        tasks=tuple(
            _TaskFacts(task.exercise.name, task.exercise.variant, task.exercise.levels) for task in assignment.tasks
        ),
        deadline=assignment.deadline,
        feedback=assignment.feedback,
        bonus=assignment.bonus,
        require_tier=assignment.require_tier,
        seed_env=assignment.seed_env,
        seed=seed,
    )
    return seal.seal(contents | {_FACTS: msgspec.json.encode(facts)})


def read(folder: Path) -> SealedAssignment:
    """Return the assignment of a seal that has been opened into a folder.

    Raises:
        JudgeError: the folder holds no assignment.
    """
    try:
        facts = msgspec.json.decode((folder / _FACTS).read_bytes(), type=_Facts)
    except (OSError, msgspec.DecodeError) as error:
        raise JudgeError(f"the seal holds no assignment ({printable(str(error), 120)}). Bundle it anew.") from None
    known = catalogue.load(folder)
    return SealedAssignment(
        name=facts.name,
        title=facts.title,
        exercises=tuple(_exercise(known, task) for task in facts.tasks),
        deadline=facts.deadline,
        feedback=facts.feedback,
        bonus=facts.bonus,
        require_tier=facts.require_tier,
        seed_env=facts.seed_env,
        seed=facts.seed,
    )


def _exercise(known: Mapping[str, Exercise], task: _TaskFacts) -> Exercise:
    exercise = catalogue.variant_of(catalogue.find(known, task.name), task.variant)
    return msgspec.structs.replace(exercise, levels=task.levels)


def only(sealed: SealedAssignment, names: Sequence[str]) -> SealedAssignment:
    """Return the assignment with just the exercises of these names; with all of them if none is named.

    Raises:
        UsageError: it has no such exercise.
    """
    exercises = {exercise.name: exercise for exercise in sealed.exercises}
    chosen = tuple(catalogue.find(exercises, name, "this assignment") for name in names)
    return msgspec.structs.replace(sealed, exercises=chosen) if names else sealed


def with_seed(sealed: SealedAssignment, environment: Mapping[str, str]) -> SealedAssignment:
    """Return the assignment with its private seed, if it has one: from the environment, else from the bundle."""
    secret = environment.get(sealed.seed_env, "").strip() if sealed.seed_env else ""
    seed = seed_from(secret) if secret else sealed.seed
    return msgspec.structs.replace(sealed, seed=seed, seed_mark="" if seed is None else mark_of(seed))


def mark_of(seed: int) -> str:
    """Return a mark by which two gradings show that they used the same seed, without showing the seed.

    Students can read the mark, so guessing seeds against it is made slow.
    """
    return hashlib.pbkdf2_hmac("sha256", str(seed).encode(), b"shousi seed mark", 200_000).hex()[:16]


def _files(root: Path) -> dict[str, File]:
    """Return the files of all exercises in the work tree."""
    return {
        path.relative_to(root).as_posix(): File(path.read_bytes())
        for part in ("exercises", "graders", "solutions")
        for path in sorted((root / part).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
