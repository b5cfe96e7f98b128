"""Where somebody stands with one exercise or variant, in a word: `list` and `progress` say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from shousi.history.rows import Attempt, Grading, Task
from shousi.report import Verdict


class Standing(msgspec.Struct, frozen=True):
    """Where somebody stands.

    Attributes:
        state: "new", "accepted", "accepted before", or how the last attempt or grading ended: "given up", "too slow".
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
    ended = [attempt for attempt in attempts if attempt.task == task and attempt.outcome is not None]
    begun = [one for one in gradings if one.task == task and one.verdict is not Verdict.NOT_STARTED]
    return Standing(_state(ended, begun), max((one.points for one in begun), default=0))


def _state(ended: Sequence[Attempt], begun: Sequence[Grading]) -> str:
    if any(one.verdict is Verdict.ACCEPTED for one in begun):
        return "accepted" if begun[-1].verdict is Verdict.ACCEPTED else "accepted before"
    attempt, grading = ended[-1] if ended else None, begun[-1] if begun else None
    if attempt and attempt.outcome and not (grading and _is_after(grading, attempt)):
        return attempt.outcome.value
    return grading.verdict.value if grading else "new"


def _is_after(grading: Grading, attempt: Attempt) -> bool:
    return grading.attempt != attempt.id and grading.created >= attempt.created
