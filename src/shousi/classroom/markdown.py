"""Reports as Markdown, for job summaries and releases. Whatever a submission wrote is shown as plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import datetime

from shousi.classroom.results import BROKE, origin, points_of
from shousi.classroom.sealed import SealedAssignment
from shousi.report import Outcome, Report, Verdict, two_digits
from shousi.wording import bonus_diagnosis, facts_as_text

_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+!|~@:/.-]")  # emphasis, links, mentions, issue numbers, bare addresses
_MAX_FAILURES = 10  # of an exercise; the report itself has all of them


def text(value: str) -> str:
    """Escape a text so that Markdown shows it unchanged."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", html.escape(value).replace("\n", " "))


def page(task: SealedAssignment, reports: Sequence[Report], handed_in: str = "") -> str:
    """Return the reports of an assignment as a page.

    Args:
        task: the assignment.
        reports: one for each exercise.
        handed_in: when it was handed in, as in "2026-06-01T14:32:01Z"; "" if that is not known.
    """
    points, most = sum(map(points_of, reports)), sum(report.max_points for report in reports)
    lines = [f"## {text(task.title)}: {points} of {most} points", ""]
    if task.deadline:
        lines += [due(task.deadline, handed_in), ""]
    lines += ["| exercise | verdict | points | time |", "|---|---|---|---|"]
    lines += [
        f"| {text(report.exercise)} | **{report.word}** | {points_of(report)} of {report.max_points}{_bonus(report)} "
        f"| {_speed(report)} |"
        for report in reports
    ]
    for report in reports:
        lines += _failures(report)
    lines += [f"\n{line}" for line in dict.fromkeys(_origin_line(task, report) for report in reports)]
    return "\n".join(lines) + "\n"


def due(deadline: datetime, handed_in: str) -> str:
    """Return the deadline as a sentence, and whether the submission came later."""
    last = deadline.strftime("%Y-%m-%dT%H:%M:%SZ")
    late = f" Handed in at {handed_in}, which is later." if handed_in > last else ""
    return f"To be handed in by {last}.{late}"


def _origin_line(task: SealedAssignment, report: Report) -> str:
    """Return how a report was made; the exercises of an assignment often share this line."""
    facts = origin(task, report)
    tier = f"Graded at sandbox tier {facts['tier']}" if facts["tier"] else "Not run in a sandbox"
    assignment = f", assignment {facts['assignment'][:12]}" if facts["assignment"] else ""
    return f"{tier}, shousi {text(facts['shousi'])}{assignment}, seed {facts['seed']}."


def _bonus(report: Report) -> str:
    return f", bonus {report.bonus_points} of {report.max_bonus_points}" if report.max_bonus_points else ""


def _speed(report: Report) -> str:
    if not report.speed:
        return ""
    return f"{two_digits(report.speed.ratio)} times the reference, limit {report.speed.limit:g}"


def _failures(report: Report) -> list[str]:
    """Return what failed in an exercise: a line for each check, and the first failing call in full."""
    failed = [check for check in report.checks if check.outcome is not Outcome.PASSED]
    failed.sort(key=lambda check: check.bonus)  # what costs points comes first
    if not failed:
        return []
    lines = ["", f"### {text(report.exercise)}", ""]
    if report.verdict is Verdict.JUDGE_ERROR:
        return [*lines, BROKE]
    lines += [text(f"{report.summary} {bonus_diagnosis(report)}".strip()), ""]
    for check in failed[:_MAX_FAILURES]:
        reason = f": {text(check.failure.summary)}" if check.failure else ""
        level = f" ({text(check.level)}{', bonus' if check.bonus else ''})" if check.level else ""
        lines.append(f"- {text(check.title)}{level}{reason}")
    if len(failed) > _MAX_FAILURES:
        lines.append(f"- and {len(failed) - _MAX_FAILURES} more")
    first = next((check.failure for check in failed if check.failure), None)
    if first and (facts := facts_as_text(first)):
        block = html.escape(facts).replace("\n", "&#10;")
        lines += ["", f"<pre>{block}</pre>"]
    return lines
