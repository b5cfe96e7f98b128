"""What every view of a report says in the same words: the terminal, HTML, JUnit, Markdown and the hosts' files."""

from __future__ import annotations

from typing import NamedTuple

from shousi.report import CheckResult, Failure, Report, Verdict

JUDGE_BROKE = "The grading itself broke: our fault, not yours. Nothing is said about your submission."
NOT_MEASURED = "All other checks passed. Grade without --no-speed for a verdict."
_LABEL_WIDTH = 10  # the longest label, "expected", and a gap


class Fact(NamedTuple):
    """One thing to know about a failed call.

    Attributes:
        label: what it is, in one word.
        text: one or more lines.
    """

    label: str
    text: str


def facts_of(failure: Failure) -> list[Fact]:
    """Return what is known about a failure, in the order in which it is shown; empty facts are left out."""
    facts = [
        Fact("call", failure.call),
        Fact("printed", "\n".join(failure.printed)),  # next to the call that printed it
        Fact("expected", failure.expected),
        Fact("got", failure.got),
        Fact("where", failure.where),
        Fact("at", "\n".join(failure.traceback)),
    ]
    return [fact for fact in facts if fact.text]


def facts_as_text(failure: Failure) -> str:
    """Return the facts of a failure as plain text, with the labels in a column of their own.

    >>> print(facts_as_text(Failure(summary="wrong", call="f(1)", expected="2")))
    call      f(1)
    expected  2
    """
    indent = "\n" + " " * _LABEL_WIDTH
    return "\n".join(f"{label:{_LABEL_WIDTH}}{text}".replace("\n", indent) for label, text in facts_of(failure))


def fixed_sentence(report: Report) -> str:
    """Return the sentence that a verdict always comes with, or "" where the report's own summary says more."""
    match report.verdict:
        case Verdict.ACCEPTED if report.levels:  # feedback level "verdict" leaves no levels and counts no checks
            if report.missed_bonus:
                return f"All {sum(not check.bonus for check in report.checks)} required checks passed."
            return f"All {len(report.checks)} checks passed."
        case Verdict.JUDGE_ERROR:
            return JUDGE_BROKE
        case Verdict.NOT_MEASURED:
            return NOT_MEASURED
    return ""


def bonus_diagnosis(report: Report) -> str:
    """Return the diagnosis of a missed bonus, for below the verdict; "" where there is none or the opening says it."""
    accepted = report.verdict is Verdict.ACCEPTED and report.missed_bonus
    return report.diagnosis.sentence if accepted and report.diagnosis else ""


def points_line(report: Report) -> str:
    """Return the points of a report: "10 of 10 points, bonus 2 of 4"."""
    bonus = f", bonus {report.bonus_points} of {report.max_bonus_points}" if report.max_bonus_points else ""
    return f"{report.points} of {report.max_points} points{bonus}"


def main_failure(report: Report) -> CheckResult | None:
    """Return the failed check to show in full: the first that caused the verdict, preferably one with a call.

    Graders go from the simple example to the finer points, so the first failure is also the one to fix first. Where
    everything written so far is right, it is the first check of a function that is not written yet.
    """
    causes = [check for check in report.checks if check.verdict is report.verdict and check.failure and not check.bonus]
    if report.verdict is not Verdict.WRONG_ANSWER:
        return next(iter(causes), None)
    if not causes:
        return next((check for check in report.checks if check.verdict is Verdict.NOT_STARTED), None)
    return next((check for check in causes if check.failure and check.failure.call), causes[0])
