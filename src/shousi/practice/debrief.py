"""How an attempt went, in figures, and the questions that an interviewer asks afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from shousi.catalogue import Exercise
from shousi.history.rows import Attempt, End, GradingRow
from shousi.report import Verdict

_NEXT = re.compile(r"^## What interviewers ask next\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt in figures. Times are seconds from its beginning; None means that it did not happen.

    Attributes:
        outcome: how it ended; None while it goes on.
        spent: time until the end.
        first_run: time until the file was first saved with something written in it.
        right: time until all answers were right, fast or slow.
        accepted: time until the first accepted grading.
        gradings: number of gradings, those of an untouched stub left out.
        hints: number of different hints shown.
        mistakes: names of the diagnosed mistakes, in the order in which they were met.
    """

    outcome: End | None
    spent: float
    first_run: float | None
    right: float | None
    accepted: float | None
    gradings: int
    hints: int
    mistakes: tuple[str, ...]


def figures(attempt: Attempt, gradings: Iterable[GradingRow]) -> Figures:
    """Return the figures of an attempt.

    Args:
        attempt: the attempt.
        gradings: gradings of any attempt, the oldest first; those of other attempts are ignored.
    """
    own = [
        grading for grading in gradings if grading.attempt == attempt.id and grading.verdict is not Verdict.NOT_STARTED
    ]
    times = [(grading.elapsed or 0.0) - attempt.began for grading in own]

    def first(wanted: Sequence[bool]) -> float | None:
        return next((seconds for seconds, is_it in zip(times, wanted, strict=True) if is_it), None)

    ended = attempt.ended if attempt.ended is not None else max([*times, 0.0]) + attempt.began
    return Figures(
        outcome=attempt.outcome,
        spent=ended - attempt.began,
        first_run=first([True] * len(own)),
        right=first([grading.answers_right for grading in own]),
        accepted=first([grading.verdict is Verdict.ACCEPTED for grading in own]),
        gradings=len(own),
        hints=attempt.hints,
        mistakes=tuple(dict.fromkeys(grading.mistake for grading in own if grading.mistake)),
    )


def questions(exercise: Exercise) -> str:
    """Return the statement's section on what interviewers ask next, in Markdown; empty if it has none."""
    for page in exercise.public("README.md"):
        try:
            found = _NEXT.search(page.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            continue
        if found:
            return found[1].strip()
    return ""
