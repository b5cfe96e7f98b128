"""Study plans: exercises in the order in which to practice them before an interview. Each is a file of plans/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from shousi import catalogue
from shousi.errors import UsageError, nearest, one_of, printable
from shousi.history.rows import Attempt, GradingRow, Task
from shousi.practice.standing import standing

FOLDER = "plans"


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a plan, such as a day: its title, and the names of its exercises."""

    title: str
    exercises: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True):
    """A study plan: what it is called on the command line, its title, and its parts in order."""

    name: str
    title: str
    parts: tuple[Part, ...]

    @property
    def exercises(self) -> list[str]:
        """The names of all its exercises, in order."""
        return [name for part in self.parts for name in part.exercises]

    def part_of(self, exercise: str) -> str:
        """Return the title of the part that an exercise of the plan belongs to."""
        return next(part.title for part in self.parts if exercise in part.exercises)


class Standing(msgspec.Struct, frozen=True):
    """How far a learner is with a plan.

    Attributes:
        plan: the plan.
        accepted: how many of its exercises were accepted at some time.
        next: the first exercise that never was, and the title of its part; empty when all were.
    """

    plan: Plan
    accepted: int
    next: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A plan as its author writes it."""

    title: str
    parts: tuple[Part, ...]


def names(root: Path) -> list[str]:
    """Return the names of the plans of a repository. One without plans/ has none."""
    return sorted(path.stem for path in (root / FOLDER).glob("*.toml"))


def load(root: Path, name: str, exercises: Mapping[str, object]) -> Plan:
    """Return the plan of this name.

    Args:
        root: the repository.
        name: as somebody typed it.
        exercises: the catalogue.

    Raises:
        UsageError: there is no such plan, or its file is wrong; the message says what.
    """
    known = names(root)
    if name not in known:
        there = f"There is {one_of(known)}." if known else "This repository has none."
        near = nearest(name, known)
        raise UsageError(f'no plan "{printable(name, 80)}". {f"Did you mean {one_of(near)}?" if near else there}')
    shown = f"{FOLDER}/{name}.toml"
    found = catalogue.convert(catalogue.read_toml(root / FOLDER / f"{name}.toml", shown), _File, shown)
    plan = Plan(name, found.title, found.parts)
    if problem := next(_problems(plan.exercises, exercises), ""):
        raise UsageError(f"{shown}: {problem}")
    return plan


def how_far(plan: Plan, attempts: Sequence[Attempt], gradings: Sequence[GradingRow]) -> Standing:
    """Return how far a learner is with a plan, in practice or not."""
    states = [(name, standing(Task(name), attempts, gradings).state) for name in plan.exercises]
    open_ones = [name for name, state in states if not state.startswith("accepted")]
    following = f"{open_ones[0]} ({plan.part_of(open_ones[0])})" if open_ones else ""
    return Standing(plan, len(states) - len(open_ones), following)


def _problems(planned: list[str], exercises: Mapping[str, object]) -> Iterator[str]:
    if not planned:
        yield "it names no exercise."
    for name in planned:
        if name not in exercises:
            near = nearest(name, exercises)
            yield f'no exercise "{printable(name, 80)}".{f" Did you mean {one_of(near)}?" if near else ""}'
        elif planned.count(name) > 1:
            yield f'"{name}" is listed twice.'
