"""How a learner stands with one exercise or variant, in a word; `list` and `progress` both show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from shousi.history.rows import Attempt, GradingRow, Task
from shousi.report import Verdict

NEW = "new"


class Standing(msgspec.Struct, frozen=True):
    """How a learner stands with one exercise or variant.

    Attributes:
        state: "accepted" if the last grading was; "accepted before" if an earlier one was, both with a star if
            one had every bonus; else how the last attempt
            or grading ended, as in "given up" or "too slow"; else "begun" if there is an attempt, or "new".
        best: the most points that a grading gave.
    """

    state: str
    best: int


def standing(task: Task, attempts: Iterable[Attempt], gradings: Iterable[GradingRow]) -> Standing:
    """Return how a learner stands with a task.

    Args:
        task: an exercise or a variant; neither counts for the other.
        attempts: attempts at any task, the oldest first.
        gradings: gradings of any task, the oldest first; those of an untouched stub are ignored.
    """
    own = [attempt for attempt in attempts if attempt.task == task]
    graded = [one for one in gradings if one.task == task and one.verdict is not Verdict.NOT_STARTED]
    return Standing(_state(own, graded), max((one.points for one in graded), default=0))


def _state(attempts: Sequence[Attempt], graded: Sequence[GradingRow]) -> str:
    if any(one.verdict is Verdict.ACCEPTED for one in graded):
        star = " ★" if any(one.perfect for one in graded) else ""
        return f"accepted{star}" if graded[-1].verdict is Verdict.ACCEPTED else f"accepted before{star}"
    grading = graded[-1] if graded else None
    ended = next((attempt for attempt in reversed(attempts) if attempt.outcome), None)
    if ended and ended.outcome and not (grading and _is_after(grading, ended)):
        return ended.outcome.value
    return grading.verdict.value if grading else "begun" if attempts else NEW


def _is_after(grading: GradingRow, attempt: Attempt) -> bool:
    return grading.attempt != attempt.id and grading.created >= attempt.created
