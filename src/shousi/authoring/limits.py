"""Whether each limit of an exercise lies well between its right files and the ones that are too slow or too large.

Close to a limit no measurement is always right, so nothing may lie there: every accepted sample takes at most half of
it, and of every too slow one at least one function takes twice as much or more.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from shousi.authoring.gate import HEADER, samples
from shousi.catalogue import Exercise
from shousi.grading import submission
from shousi.grading.grading import grade
from shousi.grading.results import OnProgress, Options, no_progress
from shousi.report import Verdict, two_digits
from shousi.sandbox.judge.launch import Launcher

BELOW, ABOVE = 0.5, 2.0  # of the limit: an accepted sample lies below, a too slow one above
_LIMITS = Options(only_limits=True)
_ANSWERS = Options(speed=False)
_TOO_MUCH = (Verdict.TOO_SLOW.value, Verdict.OUT_OF_MEMORY.value)


class Line(msgspec.Struct, frozen=True):
    """A sentence about a limit, or about a file, and whether all is well with it."""

    text: str
    good: bool


class Measured(msgspec.Struct, frozen=True):
    """What one file took of one limit, as a multiple of it, in each decision; a limit is named by what it limits."""

    file: str
    limit: str
    verdict: str
    multiples: list[float]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.multiples)

    @property
    def wrong(self) -> int:
        """Decisions on the other side of the limit than most."""
        over = sum(multiple > 1 for multiple in self.multiples)
        return min(over, len(self.multiples) - over)


def lines(launcher: Launcher, exercise: Exercise, decisions: int, progress: OnProgress = no_progress) -> Iterator[Line]:
    """Measure every sample that a limit has to do with; yield what is wrong as it is found, then a line a limit."""
    begin, measured = time.monotonic(), list[Measured]()
    files = list(_files(exercise))
    for number, (path, verdict) in enumerate(files, 1):
        progress(f"{exercise.task}, {path.name}", number, len(files))
        if verdict in _TOO_MUCH:
            report = grade(launcher, exercise, submission.read(exercise, path), 0, (), _ANSWERS).report
            if report.verdict is Verdict.OUT_OF_MEMORY:
                continue  # in any call: that is no matter of a limit
            if report.verdict is not Verdict.NOT_MEASURED:
                yield Line(f"{path.name}: wrong in more than its cost: {report.summary}", good=False)
                continue
        found, failed = _measure(launcher, exercise, path, verdict, decisions)
        if failed and verdict == Verdict.ACCEPTED.value:
            yield Line(f"{path.name}: {len(failed)} checks failed: {failed[0]}", good=False)
        if verdict == Verdict.OUT_OF_MEMORY.value and not any(one.limit.endswith("MiB") for one in found):
            continue  # too large even for the inputs of the speed check
        measured += found
        if verdict in _TOO_MUCH and all(one.median < ABOVE for one in found):
            yield Line(f"{path.name}: should be {verdict}, takes {_worst(found)} of the limit", good=False)
    for limit in dict.fromkeys(one.limit for one in measured):
        yield _line([one for one in measured if one.limit == limit])
    yield Line(
        f"{len(measured)} files and limits, {decisions} decisions each, {time.monotonic() - begin:.0f} s", good=True
    )


def _files(exercise: Exercise) -> Iterator[tuple[Path, str]]:
    for path in (exercise.solution, *samples(exercise, "accepted")):
        yield path, Verdict.ACCEPTED.value
    for path in samples(exercise, "rejected"):
        header = HEADER.fullmatch(path.read_text(encoding="utf-8").partition("\n")[0].strip())
        if header and header[1] in _TOO_MUCH:
            yield path, header[1]


def _measure(
    launcher: Launcher, exercise: Exercise, path: Path, verdict: str, decisions: int
) -> tuple[list[Measured], list[str]]:
    """Return what a file takes of each limit, each decision with workers and inputs of its own; and what failed."""
    source = submission.read(exercise, path)
    found: dict[str, list[float]] = {}
    failed: list[str] = []
    for seed in range(decisions):
        result = grade(launcher, exercise, source, seed, (), _LIMITS)
        failed += [check.failure.summary for check in result.report.checks if check.failure]
        for speed in result.speeds:
            found.setdefault(f"{speed.function}, {speed.limit:g} times", []).append(speed.ratio / speed.limit)
            if speed.growth and speed.growth.limit is not None:
                slope = max(0.0, speed.growth.slope) if speed.growth.slope is not None else float("inf")
                growth = f"{speed.function}, growth by the power {speed.growth.limit:g}"
                found.setdefault(growth, []).append(slope / speed.growth.limit)
        if memory := result.report.memory:
            taken = memory.mebibytes if memory.mebibytes is not None else float("inf")
            found.setdefault(f"{memory.function}, {memory.limit:g} MiB", []).append(taken / memory.limit)
    return [Measured(path.name, limit, verdict, multiples) for limit, multiples in found.items()], failed


def _line(measured: Sequence[Measured]) -> Line:
    """Tell of one limit: its nearest files on both sides, and how many decisions were on the wrong one."""
    right = [one for one in measured if one.verdict == Verdict.ACCEPTED.value or one.median <= 1]
    wrong = [one for one in measured if one not in right]
    slowest = max(right, key=lambda one: one.median)
    fastest = min(wrong, key=lambda one: one.median, default=None)
    mistaken = sum(one.wrong for one in measured)
    good = slowest.median <= BELOW and fastest is not None and fastest.median >= ABOVE and not mistaken
    beyond = f"{_shown(fastest.median)} ({fastest.file})" if fastest else "no file"
    told = f"{measured[0].limit}: within up to {two_digits(slowest.median)} ({slowest.file}), beyond from {beyond}"
    count = sum(len(one.multiples) for one in measured)
    return Line(f"{told}; {mistaken} of {count} decisions wrong{'' if good else ': to mend'}", good)


def _shown(multiple: float) -> str:
    return two_digits(multiple) if multiple < float("inf") else "the hard limit"


def _worst(found: Sequence[Measured]) -> str:
    return two_digits(max(one.median for one in found))
