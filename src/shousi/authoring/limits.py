"""Check that each limit of an exercise lies well between its accepted samples and those that are too slow or too large.

Close to a limit no measurement is always right, so no sample may lie there: every accepted sample takes at most half
of it, and every too slow one takes at least twice as much in one function or more.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from shousi.authoring.gate import HEADER
from shousi.authoring.parts import bonus_missed, samples
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


class Room(msgspec.Struct, frozen=True):
    """How far the samples of an exercise lie from one limit.

    Attributes:
        limit: the function and its limit, in words.
        within: multiple of the limit that the slowest accepted sample takes.
        slowest: name of that sample.
        beyond: multiple that the fastest too-slow sample takes, None if there is no such sample.
        fastest: name of that sample.
        mistaken: number of decisions that were wrong.
        decisions: number of all decisions.
    """

    limit: str
    within: float
    slowest: str
    beyond: float | None
    fastest: str
    mistaken: int
    decisions: int

    @property
    def is_enough(self) -> bool:
        """Whether no sample lies near the limit, and no decision was wrong."""
        return self.within <= BELOW and self.beyond is not None and self.beyond >= ABOVE and not self.mistaken


class Line(msgspec.Struct, frozen=True):
    """A sentence about a limit or a file, whether it is all right, and the figures of a limit."""

    text: str
    good: bool
    room: Room | None = None


class Measured(msgspec.Struct, frozen=True):
    """How much of one limit one file took, as a multiple of the limit, in each decision."""

    file: str
    limit: str
    verdict: str
    multiples: list[float]

    @property
    def median(self) -> float:
        """The median multiple."""
        return statistics.median(self.multiples)

    @property
    def wrong(self) -> int:
        """Number of decisions on the other side of the limit than most."""
        over = sum(multiple > 1 for multiple in self.multiples)
        return min(over, len(self.multiples) - over)


def lines(launcher: Launcher, exercise: Exercise, decisions: int, progress: OnProgress = no_progress) -> Iterator[Line]:
    """Measure every sample against the limits. Yield problems as they are found, then one line for each limit."""
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
    """Return how much of each limit a file takes, and what failed. Each decision has its own workers and inputs."""
    source = submission.read(exercise, path)
    large = verdict == Verdict.ACCEPTED.value and "memory" in (bonus_missed(path) or ())  # which costs it a bonus only
    found: dict[str, list[float]] = {}
    failed: list[str] = []
    for seed in range(decisions):
        result = grade(launcher, exercise, source, seed, (), _LIMITS)
        checks = [check for check in result.report.checks if not (large and check.level == "memory")]
        failed += [check.failure.summary for check in checks if check.failure]
        for speed in result.speeds:
            found.setdefault(f"{speed.function}, {speed.limit:g} times", []).append(speed.ratio / speed.limit)
            if speed.growth and speed.growth.limit is not None:
                slope = max(0.0, speed.growth.slope) if speed.growth.slope is not None else float("inf")
                growth = f"{speed.function}, growth by the power {speed.growth.limit:g}"
                found.setdefault(growth, []).append(slope / speed.growth.limit)
        if memory := result.report.memory:
            taken = memory.mebibytes if memory.mebibytes is not None else float("inf")
            found.setdefault(f"{memory.function}, {memory.limit:g} MiB", []).append(taken / memory.limit)
    too_large = Verdict.OUT_OF_MEMORY.value
    return [
        Measured(path.name, limit, too_large if large and limit.endswith("MiB") else verdict, multiples)
        for limit, multiples in found.items()
    ], failed


def _line(measured: Sequence[Measured]) -> Line:
    """Return a line about one limit: the samples nearest to it on both sides, and how many decisions were wrong."""
    right = [one for one in measured if one.verdict == Verdict.ACCEPTED.value or one.median <= 1]
    wrong = [one for one in measured if one not in right]
    slowest = max(right, key=lambda one: one.median)
    fastest = min(wrong, key=lambda one: one.median, default=None)
    room = Room(
        limit=measured[0].limit,
        within=slowest.median,
        slowest=slowest.file,
        beyond=fastest.median if fastest else None,
        fastest=fastest.file if fastest else "",
        mistaken=sum(one.wrong for one in measured),
        decisions=sum(len(one.multiples) for one in measured),
    )
    beyond = (
        f"{shown(fastest.median)} x the limit ({fastest.file}; must be >= {ABOVE:g})" if fastest else "none (add one)"
    )
    within = f"{two_digits(slowest.median)} x the limit ({slowest.file}; must be <= {BELOW:g})"
    text = f"{room.limit}: slowest accepted sample: {within}; fastest too-slow sample: {beyond}"
    return Line(f"{text}; {room.mistaken} of {room.decisions} decisions wrong", room.is_enough, room)


def shown(multiple: float) -> str:
    """Return a multiple of a limit in two digits."""
    return two_digits(multiple) if multiple < float("inf") else "the hard limit"


def _worst(found: Sequence[Measured]) -> str:
    return two_digits(max(one.median for one in found))
