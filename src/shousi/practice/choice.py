"""What to ask next: what is due for repetition, then what is new, then what will be due first."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from shousi.catalogue import Exercise
from shousi.errors import UsageError, printable
from shousi.history.rows import Attempt, Task
from shousi.practice.repetition import Memory


class Reason(enum.Enum):
    """Why something is asked."""

    DUE = "due for repetition"
    NEW = "new to you"
    EARLY = "nothing is due; this will be the first"


class Choice(msgspec.Struct, frozen=True):
    """What is asked, and why."""

    task: Task
    reason: Reason


def choose(
    exercises: Sequence[Exercise],
    memories: Mapping[str, Memory],
    attempts: Sequence[Attempt],
    now: datetime,
    count: int = 1,
) -> list[Choice]:
    """Choose what to ask, in this order.

    Due exercises come first, the most nearly forgotten before the others; then new ones in the catalogue's order; then,
    so that one can always practise, those that will be due first. What is repeated takes turns with its variants.

    Args:
        exercises: to choose from, in the catalogue's order.
        memories: of the exercises that were reviewed before.
        attempts: all earlier ones, the oldest first.
        now: UTC.
        count: how many at most.
    """
    known = [exercise for exercise in exercises if exercise.name in memories]
    due = [exercise for exercise in known if memories[exercise.name].due <= now]
    due.sort(key=lambda exercise: memories[exercise.name].chance)
    new = [exercise for exercise in exercises if exercise.name not in memories]
    early = [exercise for exercise in known if memories[exercise.name].due > now]
    early.sort(key=lambda exercise: memories[exercise.name].due)
    chosen = [Choice(_turn(exercise, attempts), Reason.DUE) for exercise in due]
    chosen += [Choice(Task(exercise.name), Reason.NEW) for exercise in new]
    chosen += [Choice(_turn(exercise, attempts), Reason.EARLY) for exercise in early]
    return chosen[:count]


def of_topic(exercises: Sequence[Exercise], topic: str | None) -> list[Exercise]:
    """Return the exercises of a topic, or all.

    Raises:
        UsageError: there is no such topic.
    """
    if topic is None:
        return list(exercises)
    found = [exercise for exercise in exercises if exercise.topic == topic]
    if not found:
        topics = ", ".join(dict.fromkeys(exercise.topic for exercise in exercises))
        raise UsageError(f'no exercise here has the topic "{printable(topic, 60)}". There are {topics}.')
    return found


def _turn(exercise: Exercise, attempts: Sequence[Attempt]) -> Task:
    """Return the exercise or the variant of it that was not attempted for the longest time."""
    latest = {attempt.task: position for position, attempt in enumerate(attempts)}
    tasks = [Task(exercise.name), *(Task(exercise.name, variant) for variant in exercise.variants)]
    # Somebody who was reviewed without an attempt has solved the exercise itself: then the variants come first.
    never = [task for task in tasks[1:] if task not in latest]
    return never[0] if never else min(tasks, key=lambda task: latest.get(task, -1))
