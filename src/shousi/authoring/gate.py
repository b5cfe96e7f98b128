"""The authoring gate: do the parts of an exercise agree, and does its grader catch what it says it catches?"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from shousi.authoring import parts
from shousi.authoring.judges import Job, Judges
from shousi.authoring.parts import Finding, bonus_missed, samples, shown
from shousi.catalogue import Exercise, variant_of
from shousi.grading import mistakes, submission
from shousi.grading.mistakes import Mistake
from shousi.grading.reports import summary_of
from shousi.grading.results import OnProgress, no_progress
from shousi.grading.standard import LIMITED
from shousi.grading.verdicts import verdict_of
from shousi.report import Outcome, Report, Verdict

HEADER = re.compile(r"# verdict: ([a-z ]+)")
_SEEDS = 5  # a right file that fails one time in two is caught 31 times in 32


class Graded(msgspec.Struct, frozen=True):
    """A sample or mistake that has been graded. `caught` holds the checks that it failed."""

    name: str
    caught: frozenset[str]


def check(
    judges: Judges, exercise: Exercise, seeds: int = _SEEDS, progress: OnProgress = no_progress
) -> Iterator[Finding]:
    """Yield the problems of an exercise and its variants as they are found; none when all is well.

    Args:
        judges: grade the samples.
        exercise: the exercise to check.
        seeds: how many seeds each right file is graded with.
        progress: is told of each grading that begins.
    """
    yield from check_one(judges, exercise, seeds, progress)
    for name in exercise.variants:
        yield from check_one(judges, variant_of(exercise, name), seeds, progress)


def check_one(
    judges: Judges, exercise: Exercise, seeds: int = _SEEDS, progress: OnProgress = no_progress
) -> Iterator[Finding]:
    """Yield the problems of an exercise, or of one variant, by itself."""
    yield from parts.findings(exercise)
    if not parts.can_be_graded(exercise):
        return
    gate = _Gate(judges, exercise, seeds, progress)
    yield from gate.right_ones()
    yield from gate.wrong_ones()
    yield from gate.habit() if exercise.variant else gate.idle_checks()


class _Gate:
    """Grades the samples of an exercise: first all their answers, some at once, then time and memory, one by one."""

    def __init__(self, judges: Judges, exercise: Exercise, seeds: int, progress: OnProgress) -> None:
        self.judges = judges
        self.exercise = exercise
        self.seeds = seeds
        self.progress = progress
        self.known = mistakes.load(exercise)
        self.right = [exercise.solution, *samples(exercise, "accepted")]
        self.wrong = samples(exercise, "rejected")
        self.caught: list[Graded] = []
        self.checks: list[str] = []
        self.timed: set[str] = set()
        self.bonus: frozenset[str] = frozenset()

    def grade(self, jobs: Sequence[Job], *, alone: bool = False) -> list[Report]:
        """Return the report of each job."""
        begun = itertools.count(1)

        def begin(job: Job) -> None:
            self.progress(f"{self.exercise.task}, {job.source.filename}", next(begun), len(jobs))

        return list(self.judges.reports(jobs, begin, alone=alone))

    def measured(self, jobs: Sequence[Job], reports: Sequence[Report], *, always: bool = False) -> list[Report]:
        """Return the reports with their checks of time and memory filled in, at least where they decide the verdict."""
        timed = [at for at, report in enumerate(reports) if _lacks_limits(report) and (_is_open(report) or always)]
        limits = self.grade([msgspec.structs.replace(jobs[at], limits=True, expected=()) for at in timed], alone=True)
        found = dict(zip(timed, limits, strict=True))
        return [_joined(report, found[at]) if at in found else report for at, report in enumerate(reports)]

    def right_ones(self) -> Iterator[Finding]:
        """The stub is not started; the solution and every accepted sample pass, whatever the seed.

        Time and memory are measured with the first seed only: they do not depend on it.
        """
        (stub,) = self.grade([self.job(self.exercise.stub)])
        if stub.verdict is not Verdict.NOT_STARTED:
            yield Finding(shown(self.exercise, self.exercise.stub), f"should be not started, is {stub.verdict.value}")
        missed = {path: [] if path == self.exercise.solution else bonus_missed(path) for path in self.right}
        told = [path for path, missing in missed.items() if missing is not None]
        expected = (Verdict.ACCEPTED, Verdict.NOT_MEASURED)
        jobs = [self.job(path, seed, expected) for path in told for seed in range(self.seeds)]
        reports = self.grade(jobs)
        first = self.measured(jobs[:: self.seeds], reports[:: self.seeds], always=True)
        reports[:: self.seeds] = first
        if self.exercise.solution in told:
            self.note_checks(first[told.index(self.exercise.solution)])
        for path, missing in missed.items():
            if missing is None:
                problem = 'its first line should read "# bonus: none" or "# bonus: misses " and levels'
                yield Finding(shown(self.exercise, path), problem)
            else:
                begin = told.index(path) * self.seeds
                yield from self.right_one(path, missing, reports[begin : begin + self.seeds])

    def right_one(self, path: Path, missing: Sequence[str], reports: Sequence[Report]) -> Iterator[Finding]:
        """A right file is accepted with every seed, and misses the bonus levels that it says."""
        place = shown(self.exercise, path)
        for seed, report in enumerate(reports):
            if report.verdict not in (Verdict.ACCEPTED, *([Verdict.NOT_MEASURED] if seed else [])):
                yield Finding(place, f"{_describe(report)} with seed {seed}")
            if seed == 0 and missing:
                self.note(path.name, report)
            if seed == 0 and (missed := _missed(report)) != sorted(missing):
                yield Finding(place, f"misses the bonus levels {missed}, not {sorted(missing)} as it says")

    def wrong_ones(self) -> Iterator[Finding]:
        """Every rejected sample gets its verdict, and every mistake is caught and diagnosed as itself."""
        verdicts = {path: _told_verdict(path) for path in self.wrong}
        told = {path: verdict for path, verdict in verdicts.items() if verdict}
        jobs = [self.job(path, 0, (verdict, Verdict.NOT_MEASURED)) for path, verdict in told.items()]
        reports = self.grade([*jobs, *map(self.job_of_mistake, self.known)])
        rejected = dict(zip(told, self.measured(jobs, reports[: len(jobs)]), strict=True))
        for path, verdict in verdicts.items():
            place = shown(self.exercise, path)
            if verdict is None:
                yield Finding(place, 'its first line should read "# verdict: " and a verdict')
                continue
            self.note(path.name, rejected[path])
            if rejected[path].verdict is not verdict:
                yield Finding(place, f"should be {verdict.value}, {_describe(rejected[path])}")
        for mistake, report in zip(self.known, reports[len(jobs) :], strict=True):
            yield from self.wrong_one(mistake, report)

    def wrong_one(self, mistake: Mistake, report: Report) -> Iterator[Finding]:
        """A mistake is rejected, or misses a bonus level where it says so, and the diagnosis names it."""
        place = f"{shown(self.exercise, self.exercise.mistakes)}: [{mistake.name}]"
        self.note(mistake.name, report)
        accepted = report.verdict in (Verdict.ACCEPTED, Verdict.NOT_MEASURED)
        if report.verdict is Verdict.JUDGE_ERROR or (accepted and not mistake.bonus):
            yield Finding(place, f"should be rejected, {_describe(report)}")
        elif mistake.bonus and (not accepted or not _missed(report)):
            yield Finding(place, f"should be accepted and miss a bonus level, {_describe(report)}")
        elif report.diagnosis is None or report.diagnosis.mistake != mistake.name:
            yield Finding(place, f"is diagnosed as {report.diagnosis.mistake if report.diagnosis else 'nothing'}")

    def habit(self) -> Iterator[Finding]:
        """The variant rejects the solution of the exercise itself, typed from memory."""
        jobs = [self.job(self.exercise.solution.parents[2] / self.exercise.solution.name)]
        (report,) = self.measured(jobs, self.grade(jobs))
        if report.verdict in (Verdict.ACCEPTED, Verdict.JUDGE_ERROR):
            place = shown(self.exercise, self.exercise.grader)
            problem = f"should reject the solution of {self.exercise.name} itself, which {_describe(report)}"
            yield Finding(place, problem)

    def job(self, path: Path, seed: int = 0, expected: tuple[Verdict, ...] = ()) -> Job:
        source = submission.read(self.exercise, path)
        return Job(exercise=self.exercise, source=source, seed=seed, expected=expected)

    def job_of_mistake(self, mistake: Mistake) -> Job:
        source = submission.source_of(self.exercise, mistake.source, f"{mistake.name}.py")
        expected = (Verdict.ACCEPTED, Verdict.NOT_MEASURED) if mistake.bonus else ()
        return Job(exercise=self.exercise, source=source, diagnosed=True, expected=expected)

    def note(self, name: str, report: Report) -> None:
        failed = {check.name for check in report.checks if check.outcome is Outcome.FAILED}
        self.caught.append(Graded(name, frozenset(failed)))

    def note_checks(self, report: Report) -> None:
        """Remember which checks there are, from the report of the solution."""
        self.checks = [check.name for check in report.checks]
        self.bonus = frozenset(check.name for check in report.checks if check.bonus)
        self.timed = {check.name for check in report.checks if _is_timed(self.exercise, check.name)}

    def idle_checks(self) -> Iterator[Finding]:
        """Every check that the grader itself defines catches something alone; standard checks have tests of their own.

        Where a required check fails, a bonus check that fails beside it does not count against it, and a speed check
        that fails beside others does not count against them.
        """
        text = self.exercise.grader.read_text(encoding="utf-8")
        for name in (check for check in self.checks if f"def {check}(" in text):
            others = frozenset() if name in self.timed else frozenset(self.timed)
            others |= self.bonus if name not in self.bonus else frozenset()
            if not any(graded.caught - others == {name} for graded in self.caught):
                yield Finding(f"{shown(self.exercise, self.exercise.grader)}: {name}", "catches nothing alone")


def _told_verdict(path: Path) -> Verdict | None:
    """Return the verdict that a rejected sample says it gets; None where it says none."""
    header = HEADER.fullmatch(path.read_text(encoding="utf-8").partition("\n")[0].strip())
    return next((verdict for verdict in Verdict if header and verdict.value == header[1]), None)


def _lacks_limits(report: Report) -> bool:
    """Say whether time and memory were left out."""
    return any(check.verdict is Verdict.NOT_MEASURED for check in report.checks)


def _is_open(report: Report) -> bool:
    """Say whether the verdict depends on time and memory: nothing before them has decided it."""
    met = [check.verdict for check in report.checks if check.verdict is not None and not check.bonus]
    return Verdict.JUDGE_ERROR not in met and met[:1] in ([], [Verdict.NOT_MEASURED])


def _joined(answers: Report, limits: Report) -> Report:
    """Return the report of a grading whose checks of time and memory were run by themselves."""
    if limits.verdict is Verdict.JUDGE_ERROR:
        return limits
    measured = {check.name: check for check in limits.checks}
    checks = tuple(measured.get(check.name, check) for check in answers.checks)
    verdict = verdict_of(checks)
    summary = summary_of(verdict, checks, answers.diagnosis, answers.summary)
    return msgspec.structs.replace(answers, checks=checks, verdict=verdict, summary=summary)


def _missed(report: Report) -> list[str]:
    """Return the bonus levels in which a check failed."""
    return sorted({check.level for check in report.checks if check.bonus and check.outcome is Outcome.FAILED})


def _is_timed(exercise: Exercise, name: str) -> bool:
    """Say whether a check takes the speed or the memory fixture."""
    if name.endswith(LIMITED):
        return True
    text = exercise.grader.read_text(encoding="utf-8")
    return re.search(rf"^def {name}\([^)]*\b(speed|memory)\b", text, re.MULTILINE) is not None


def _describe(report: Report) -> str:
    return f"is {report.verdict.value} ({report.summary})"
