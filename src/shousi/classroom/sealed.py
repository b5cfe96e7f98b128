"""What a bundle's seal holds: an assignment with all that grading it takes, whatever a student did to their copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from shousi import catalogue
from shousi.catalogue import Exercise
from shousi.classroom.assignment import Assignment
from shousi.errors import JudgeError, printable
from shousi.feedback import Feedback
from shousi.publishing import seal, starter
from shousi.publishing.git import File

NAME = "assignment.seal"
_FACTS = "assignment.json"


class SealedAssignment(msgspec.Struct, frozen=True):
    """An assignment as it is graded.

    Attributes:
        name: of the assignment.
        title: what a person calls it.
        exercises: what is graded, each with its parts at hand.
        deadline: the last moment to hand in; none if there is none.
        feedback: what students are told.
        seed_env: the environment variable that holds the seed, where one does.
        seed: the private seed, where the bundle holds it; none where inputs are drawn anew each time.
    """

    name: str
    title: str
    exercises: tuple[Exercise, ...]
    deadline: datetime | None = None
    feedback: Feedback = Feedback.FULL
    seed_env: str = ""
    seed: int | None = None

    @property
    def points(self) -> int:
        """Points of all exercises together."""
        return sum(exercise.points for exercise in self.exercises)


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
    seed_env: str
    seed: int | None


def pack(root: Path, assignment: Assignment, seed: int | None, *, private: bool) -> bytes:
    """Return an assignment's seal.

    Args:
        root: the repository.
        assignment: what is set.
        seed: to be kept in the seal; none to leave it out.
        private: whether what no student may see goes into it too.
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
        seed_env=assignment.seed_env,
        seed=seed,
    )
    return seal.seal(contents | {_FACTS: msgspec.json.encode(facts)})


def read(folder: Path) -> SealedAssignment:
    """Return the assignment of a seal that has been opened into a folder.

    Raises:
        JudgeError: it holds none.
    """
    try:
        facts = msgspec.json.decode((folder / _FACTS).read_bytes(), type=_Facts)
    except (OSError, msgspec.DecodeError) as error:
        raise JudgeError(f"the seal holds no assignment ({printable(str(error), 120)}). Bundle it anew.") from None
    known = catalogue.load(folder)
    exercises = tuple(_exercise(known, task) for task in facts.tasks)
    return SealedAssignment(
        facts.name, facts.title, exercises, facts.deadline, facts.feedback, facts.seed_env, facts.seed
    )


def _exercise(known: dict[str, Exercise], task: _TaskFacts) -> Exercise:
    exercise = catalogue.variant_of(catalogue.find(known, task.name), task.variant)
    return msgspec.structs.replace(exercise, levels=task.levels)


def only(sealed: SealedAssignment, names: Sequence[str]) -> SealedAssignment:
    """Return an assignment of these exercises alone; itself, if none is named.

    Raises:
        UsageError: it has no such exercise.
    """
    exercises = {exercise.name: exercise for exercise in sealed.exercises}
    chosen = tuple(catalogue.find(exercises, name, "this assignment") for name in names)
    return msgspec.structs.replace(sealed, exercises=chosen) if names else sealed


def seed_of(sealed: SealedAssignment, environment: Mapping[str, str]) -> int | None:
    """Return the private seed of a grading: the bundle's, else the environment's; none if there is none."""
    from shousi.classroom.assignment import seed_from

    secret = environment.get(sealed.seed_env, "").strip() if sealed.seed_env else ""
    return seed_from(secret) if secret else sealed.seed


def _files(root: Path) -> dict[str, File]:
    """Return the parts of all exercises as they lie in the work tree."""
    return {
        path.relative_to(root).as_posix(): File(path.read_bytes())
        for part in ("exercises", "graders", "solutions")
        for path in sorted((root / part).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
