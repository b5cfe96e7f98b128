"""What a learner has done so far, kept in .shousi/history.sqlite.

The words used here:
    grading: one grading of the learner's own file, with the text that was graded.
    attempt: one exercise, practised once against the clock. Its gradings carry its id.
    sitting: one practice from start to end. It has one clock and one deadline, and one or more attempts: several in a
        mock interview. The times of its attempts and gradings are seconds from its start.
    help: a hint that was shown, or the solution.

The history serves the learner and decides nothing, so it never stands in the way: what goes wrong is told in one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from shousi import clock
from shousi.clock import Moment, Reading
from shousi.history.database import Complain, Database, Values
from shousi.history.rows import Attempt, End, GradingRow, Help, Sitting, Task, dated_from, sitting_from
from shousi.report import CheckResult, Outcome, Report, Verdict

__all__ = ["History"]

_INSERT_GRADING = """
INSERT INTO grading (exercise, variant, created, verdict, points, max_points, ratio, mistake, seed, seconds,
                     answers_right, hints, attempt, elapsed, submission, perfect)
SELECT :exercise, :variant, :created, :verdict, :points, :max_points, :ratio, :mistake, :seed, :seconds,
       :answers_right,
       (SELECT count(DISTINCT number) FROM help WHERE exercise = :exercise AND variant = :variant AND kind = 'hint'
        AND (known.id IS NULL OR attempt = known.id)),
       known.id, :elapsed, :submission, :perfect
FROM (SELECT max(id) AS id FROM attempt WHERE id = :attempt) AS known
"""

_OPEN_ATTEMPT = """
SELECT max(id) AS id FROM attempt WHERE exercise = :exercise AND variant = :variant AND outcome IS NULL
"""

_INSERT_HELP = f"""
INSERT INTO help (exercise, variant, created, kind, number, attempt)
VALUES (:exercise, :variant, :created, :kind, :number, ({_OPEN_ATTEMPT}))
"""  # noqa: S608 - our own text

_COUNT_HINTS = f"""
SELECT count(DISTINCT number) AS hints FROM help, ({_OPEN_ATTEMPT}) AS open
WHERE exercise = :exercise AND variant = :variant AND kind = 'hint' AND (open.id IS NULL OR attempt = open.id)
"""  # noqa: S608 - our own text

_SELECT_ATTEMPTS = """
SELECT attempt.id, sitting, exercise, variant, attempt.created, began, ended, attempt.outcome, allowed,
       (SELECT count(DISTINCT number) FROM help WHERE help.attempt = attempt.id AND kind = 'hint') AS hints
FROM attempt JOIN sitting ON sitting.id = attempt.sitting ORDER BY attempt.id
"""

_END_ATTEMPT = "UPDATE attempt SET ended = :ended, outcome = :outcome WHERE id = :id AND outcome IS NULL"
_END_OPEN_ATTEMPTS = "UPDATE attempt SET ended = :ended, outcome = :outcome WHERE sitting = :id AND outcome IS NULL"
_END_SITTING = "UPDATE sitting SET outcome = :outcome, passed = max(passed, :ended) WHERE id = :id AND outcome IS NULL"


class History:
    """The history of one repository.

    Example:
        with History(root, print) as history:
            history.record(report, source.text)

    Args:
        root: the repository.
        complain: is given one line where something is wrong with the history's file.
    """

    def __init__(self, root: Path, complain: Complain) -> None:
        self._database = Database(root, complain)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def record(
        self, report: Report, submission: str, *, attempt: int | None = None, elapsed: float | None = None
    ) -> GradingRow:
        """Add a grading of the learner's own file.

        Args:
            report: the grading.
            submission: the text that was graded.
            attempt: id of the attempt that it belongs to.
            elapsed: seconds from the start of the attempt's sitting to the moment the text was saved.

        Returns:
            the row, as it would be read again, but that its hints are not counted.
        """
        row = _row_of(report, submission, attempt, elapsed)
        # The file may be new, if the one that held the attempt was set aside: then the row belongs to no attempt.
        self._database.write((_INSERT_GRADING, _columns_of(row)))
        return row

    def gradings(self) -> list[GradingRow]:
        """Return every grading, the oldest first."""
        return self._database.read(lambda row: dated_from(row, GradingRow), "SELECT * FROM grading ORDER BY id")

    def note_help(self, task: Task, kind: Help, number: int = 0) -> None:
        """Remember that a hint or the solution was shown; it counts for the attempt that is going on, if any.

        Args:
            task: what it helps with.
            kind: what was shown.
            number: the hint's number, from 1 up.
        """
        about = {"created": clock.stamp(clock.now()), "kind": kind.value}
        self._database.write((_INSERT_HELP, {**_names_of(task), **about, "number": number}))

    def hints_taken(self, task: Task) -> int:
        """Return how many different hints were shown: during the attempt that is going on, or else ever."""
        return sum(self._database.read(lambda row: int(row["hints"]), _COUNT_HINTS, _names_of(task)))

    def attempts(self) -> list[Attempt]:
        """Return every attempt, the oldest first."""
        return self._database.read(lambda row: dated_from(row, Attempt), _SELECT_ATTEMPTS)

    def open_sitting(self) -> Sitting | None:
        """Return the newest sitting that has not ended, or None."""
        query = "SELECT * FROM sitting WHERE outcome IS NULL ORDER BY id DESC LIMIT 1"
        return next(iter(self._database.read(sitting_from, query)), None)

    def begin_sitting(self, planned: Sequence[Task], start: Moment, allowed: float) -> Sitting:
        """Start the clock.

        Args:
            planned: what will be asked, in this order.
            start: now.
            allowed: seconds until the deadline.
        """
        names = " ".join(map(str, planned))
        values = {**msgspec.structs.asdict(start), "allowed": allowed, "planned": names}
        number = self._database.insert("sitting", values)
        return Sitting(id=number, start=start, last=Reading(0.0, start), allowed=allowed, planned=tuple(planned))

    def begin_attempt(self, sitting: Sitting, task: Task, began: float) -> Attempt:
        """Begin an attempt `began` seconds after the start of its sitting."""
        created = clock.stamp(clock.now())
        values: Values = {"sitting": sitting.id, "created": created, "began": began, **_names_of(task)}
        return Attempt(
            id=self._database.insert("attempt", values) if sitting.id else 0,
            sitting=sitting.id,
            task=task,
            created=datetime.fromisoformat(created),
            began=began,
            allowed=sitting.allowed,
        )

    def note_time(self, sitting: Sitting, seconds: float) -> None:
        """Keep how many seconds have passed, so that a restarted machine cannot give them back."""
        if sitting.id:
            note = "UPDATE sitting SET passed = max(passed, :seconds) WHERE id = :id"
            self._database.write((note, {"seconds": seconds, "id": sitting.id}))

    def end_attempt(self, attempt: Attempt, outcome: End, ended: float, *, sitting: End | None = None) -> None:
        """End an attempt.

        Args:
            attempt: the attempt.
            outcome: how it ended.
            ended: when it ended, in seconds from the start of its sitting.
            sitting: how its sitting ended at the same time; None if more is to be asked.
        """
        if attempt.sitting:
            statements = [(_END_ATTEMPT, _ending(attempt.id, outcome, ended))]
            if sitting:
                statements += _end_of_sitting(attempt.sitting, sitting, ended)
            self._database.write(*statements)

    def end_sitting(self, sitting: Sitting, outcome: End, ended: float) -> None:
        """Stop the clock, and end the attempt that is still going on in the same way."""
        if sitting.id:
            self._database.write(*_end_of_sitting(sitting.id, outcome, ended))


def _row_of(report: Report, submission: str, attempt: int | None, elapsed: float | None) -> GradingRow:
    return GradingRow(
        task=Task(report.exercise, report.variant),
        created=datetime.fromisoformat(report.created),
        verdict=report.verdict,
        points=report.points,
        max_points=report.max_points,
        ratio=report.speed.ratio if report.speed else None,
        mistake=report.diagnosis.mistake if report.diagnosis else None,
        seed=report.seed,
        seconds=report.seconds,
        answers_right=_answers_right(report.verdict, report.checks),
        hints=0,
        attempt=attempt,
        elapsed=elapsed,
        submission=submission,
        perfect=report.word == "perfect",
    )


def _columns_of(row: GradingRow) -> Values:
    columns: dict[str, str | int | float | None] = msgspec.to_builtins(row)
    return {**columns, **_names_of(row.task)}


_OF_SPEED = (Verdict.TOO_SLOW, Verdict.NOT_MEASURED, Verdict.UNDECIDED, Verdict.MEMORY_UNDECIDED)


def _answers_right(verdict: Verdict, checks: Iterable[CheckResult]) -> bool:
    """Return whether all answers to required checks were right, whatever is said about their speed."""
    if verdict is Verdict.ACCEPTED:
        return True
    failed = [check for check in checks if check.outcome is not Outcome.PASSED and not check.bonus]
    return verdict in _OF_SPEED and all(check.verdict in _OF_SPEED for check in failed)


def _names_of(task: Task) -> dict[str, str]:
    return {"exercise": task.exercise, "variant": task.variant}


def _ending(number: int, outcome: End, ended: float) -> Values:
    return {"id": number, "outcome": outcome.value, "ended": ended}


def _end_of_sitting(number: int, outcome: End, ended: float) -> list[tuple[str, Values]]:
    values = _ending(number, outcome, ended)
    return [(_END_OPEN_ATTEMPTS, values), (_END_SITTING, values)]
