"""How much of a report its reader is told: everything, how the submission behaves, or what it is worth.

A level is applied to the report as data, before anything is shown, written or kept. So what it hides is in no file,
whatever the file's format. What behaviour keeps is ours to say (titles, diagnoses, verdicts, times); everything that
an input, an expected value or the submission itself could have put into words is left out.
"""

from __future__ import annotations

import enum

import msgspec

from shousi.report import CheckResult, Failure, Outcome, Report, Verdict


class Feedback(enum.Enum):
    """A level of feedback."""

    FULL = "full"
    BEHAVIOUR = "behaviour"
    VERDICT = "verdict"


_BEFORE_ANY_INPUT = frozenset({"start", "load"})  # these speak of the file itself, which its author knows

_SAID = {
    Verdict.WRONG_ANSWER: "the answer is wrong.",
    Verdict.OUT_OF_MEMORY: "it asked for more memory than a submission may use.",
    Verdict.CRASHED: "it crashed.",
    Verdict.TIMED_OUT: "it did not come to an end.",
    Verdict.FORBIDDEN: "it used something that is forbidden in this exercise.",
    Verdict.NOT_MEASURED: "it was not measured.",
    Verdict.UNDECIDED: "its speed could not be decided.",
    Verdict.NOT_STARTED: "it still raises NotImplementedError.",
    Verdict.JUDGE_ERROR: "the grading itself broke.",
}


def limited(report: Report, level: Feedback) -> Report:
    """Return what a reader at this level is told of a report; itself, when that is everything."""
    if level is Feedback.FULL:
        return report
    return _behaviour(report) if level is Feedback.BEHAVIOUR else _verdict(report)


def _behaviour(report: Report) -> Report:
    checks = tuple(
        check
        if check.failure is None or check.name in _BEFORE_ANY_INPUT
        else msgspec.structs.replace(check, failure=Failure(summary=_said(check)))
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


def _said(check: CheckResult) -> str:
    if check.verdict is Verdict.TOO_SLOW and check.failure:
        return check.failure.summary  # the judge's own numbers
    return _SAID[check.verdict] if check.verdict else "it was not run."


def _verdict(report: Report) -> Report:
    """Leave the points; one check stands for all, so that programs which count checks see a failure as one."""
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
