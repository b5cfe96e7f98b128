"""Choose what to ask next: first what is due for repetition, then what is new, then what will be due first."""

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

    First come the exercises that are due, the most nearly forgotten first. Then come new ones in the catalogue's order.
    Last come those that are not due yet, so that there is always something to practise. A repeated exercise takes
    turns with its variants.

    Args:
        exercises: the exercises to choose from, in the catalogue's order.
        memories: what is remembered of each exercise that was practised before.
        attempts: all earlier attempts, the oldest first.
        now: the time, UTC.
        count: how many to choose at most.
    """
    known = [exercise for exercise in exercises if exercise.name in memories]
    due = [exercise for exercise in known if memories[exercise.name].due <= now]
    due.sort(key=lambda exercise: memories[exercise.name].chance)
    new = [exercise for exercise in exercises if exercise.name not in memories]
    early = [exercise for exercise in known if memories[exercise.name].due > now]
    early.sort(key=lambda exercise: memories[exercise.name].due)
    chosen = [Choice(_least_recent(exercise, attempts), Reason.DUE) for exercise in due]
    chosen += [Choice(Task(exercise.name), Reason.NEW) for exercise in new]
    chosen += [Choice(_least_recent(exercise, attempts), Reason.EARLY) for exercise in early]
    return chosen[:count]


def of_topic(exercises: Sequence[Exercise], topic: str | None) -> list[Exercise]:
    """Return the exercises of a topic; all of them if it is None.

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


def _least_recent(exercise: Exercise, attempts: Sequence[Attempt]) -> Task:
    """Return the exercise or the one of its variants whose last attempt is the longest ago."""
    latest = {attempt.task: position for position, attempt in enumerate(attempts)}
    tasks = [Task(exercise.name), *(Task(exercise.name, variant) for variant in exercise.variants)]
    # An exercise can be due without any attempt, if it was graded and accepted: then its variants come first.
    never = [task for task in tasks[1:] if task not in latest]
    return never[0] if never else min(tasks, key=lambda task: latest.get(task, -1))
