"""Levels of feedback: show everything, only how the submission behaves, or only the points.

A level is applied to the report before anything is shown, written or kept. So what it hides is in no file, whatever
the file's format. Level "behavior" keeps only our own words (titles, diagnoses, verdicts, times); everything that an
input, an expected value or the submission itself could have put into words is left out.
"""

from __future__ import annotations

import enum

import msgspec

from shousi.report import CheckResult, Failure, Outcome, Report, Verdict


class Feedback(enum.Enum):
    """A level of feedback."""

    FULL = "full"
    BEHAVIOR = "behavior"
    VERDICT = "verdict"

    @classmethod
    def _missing_(cls, value: object) -> Feedback | None:
        return cls.BEHAVIOR if value == "behaviour" else None  # British spelling, in assignments of earlier versions


class Bonus(enum.Enum):
    """What an assignment does with bonus levels, which never decide a verdict.

    COUNT adds them to the points that there are, SHOW tells them beside the points, OFF leaves them out.
    """

    COUNT = "count"
    SHOW = "show"
    OFF = "off"


def apply_bonus(report: Report, bonus: Bonus) -> Report:
    """Return a report whose bonus levels count, are shown, or are left out."""
    if bonus is Bonus.OFF:
        levels = tuple(level for level in report.levels if not level.bonus)
        checks = tuple(check for check in report.checks if not check.bonus)
        return msgspec.structs.replace(report, levels=levels, checks=checks, bonus_points=0, max_bonus_points=0)
    if bonus is Bonus.COUNT:
        points, most = report.points + report.bonus_points, report.max_points + report.max_bonus_points
        levels = tuple(msgspec.structs.replace(level, bonus=False) for level in report.levels)
        return msgspec.structs.replace(
            report, levels=levels, points=points, max_points=most, bonus_points=0, max_bonus_points=0
        )
    return report


_BEFORE_ANY_INPUT = frozenset({"start", "load"})  # checks of the file itself: they know no input

_SENTENCES = {
    Verdict.WRONG_ANSWER: "the answer is wrong.",
    Verdict.OUT_OF_MEMORY: "it asked for more memory than a submission may use.",
    Verdict.CRASHED: "it crashed.",
    Verdict.TIMED_OUT: "it did not finish.",
    Verdict.FORBIDDEN: "it used something that is forbidden in this exercise.",
    Verdict.NOT_MEASURED: "it was not measured.",
    Verdict.UNDECIDED: "its speed could not be decided.",
    Verdict.MEMORY_UNDECIDED: "its memory could not be measured.",
    Verdict.NOT_STARTED: "it still raises NotImplementedError.",
    Verdict.JUDGE_ERROR: "the grading itself broke.",
}


def apply_feedback(report: Report, level: Feedback) -> Report:
    """Return the report with only what this level of feedback shows."""
    if level is Feedback.FULL:
        return report
    return _only_behavior(report) if level is Feedback.BEHAVIOR else _only_points(report)


def _only_behavior(report: Report) -> Report:
    checks = tuple(
        check
        if check.failure is None or check.name in _BEFORE_ANY_INPUT
        else msgspec.structs.replace(check, failure=Failure(summary=_sentence(check)))
        for check in report.checks
    )
    return msgspec.structs.replace(report, checks=checks, summary=_summary(report, checks))


def _summary(report: Report, checks: tuple[CheckResult, ...]) -> str:
    if report.verdict is Verdict.ACCEPTED:
        return report.summary
    if report.diagnosis and report.verdict in (Verdict.WRONG_ANSWER, Verdict.CRASHED):
        return report.diagnosis.sentence
    told = (check.failure.summary for check in checks if check.verdict is report.verdict and check.failure)
    # Where all that is written is right and a function is not written, no check has the verdict of the whole. The
    # summary then names the functions that are missing, and nothing else.
    return next(told, report.summary)


def _sentence(check: CheckResult) -> str:
    if check.verdict is Verdict.TOO_SLOW and check.failure:
        return check.failure.summary  # the judge's own numbers
    return _SENTENCES[check.verdict] if check.verdict else "it was not run."


def _only_points(report: Report) -> Report:
    """Keep the points. One check stands for all, so that programs that count failed checks still see a failure."""
    accepted = report.verdict is Verdict.ACCEPTED
    whole = CheckResult(
        name="verdict",
        title="The submission is accepted.",
        level="",
        outcome=Outcome.PASSED if accepted else Outcome.FAILED,
        verdict=None if accepted else report.verdict,
        failure=None if accepted else Failure(summary=report.verdict.value),
    )
    return msgspec.structs.replace(
        report, summary=report.verdict.value, levels=(), checks=(whole,), speed=None, memory=None, diagnosis=None
    )
