"""Where somebody stands with one exercise or variant, in a word: `list` and `progress` say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from shousi.history.rows import Attempt, Grading, Task
from shousi.report import Verdict


class Standing(msgspec.Struct, frozen=True):
    """Where somebody stands.

    Attributes:
        state: "accepted", "accepted before", else how the last attempt or grading ended: "given up", "too slow"; before
            any has ended "begun" or "new".
        best: most points that a grading gave.
    """

    state: str
    best: int


def standing(task: Task, attempts: Iterable[Attempt], gradings: Iterable[Grading]) -> Standing:
    """Return where somebody stands with a task.

    Args:
        task: an exercise, or a variant; neither counts for the other.
        attempts: at anything, the oldest first.
        gradings: of anything, the oldest first; of a stub that nobody has touched they say nothing.
    """
    own = [attempt for attempt in attempts if attempt.task == task]
    graded = [one for one in gradings if one.task == task and one.verdict is not Verdict.NOT_STARTED]
    return Standing(_state(own, graded), max((one.points for one in graded), default=0))


def _state(attempts: Sequence[Attempt], graded: Sequence[Grading]) -> str:
    if any(one.verdict is Verdict.ACCEPTED for one in graded):
        return "accepted" if graded[-1].verdict is Verdict.ACCEPTED else "accepted before"
    grading = graded[-1] if graded else None
    ended = next((attempt for attempt in reversed(attempts) if attempt.outcome), None)
    if ended and ended.outcome and not (grading and _is_after(grading, ended)):
        return ended.outcome.value
    return grading.verdict.value if grading else "begun" if attempts else "new"


def _is_after(grading: Grading, attempt: Attempt) -> bool:
    return grading.attempt != attempt.id and grading.created >= attempt.created
