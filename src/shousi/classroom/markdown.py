"""Reports as Markdown, for job summaries and releases; whatever a submission wrote stays text."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import datetime

from shousi.report import Outcome, Report, two_digits
from shousi.wording import facts_as_text

_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+!|~@:/.-]")  # emphasis, links, mentions, issue numbers, bare addresses
_MAX_FAILURES = 10  # of an exercise; the report itself has all of them


def text(value: str) -> str:
    """Return a text so that Markdown shows it as it stands."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", html.escape(value).replace("\n", " "))


def page(title: str, reports: Sequence[Report], deadline: datetime | None = None, handed_in: str = "") -> str:
    """Return an assignment's reports as a page.

    Args:
        title: of the assignment.
        reports: of its exercises.
        deadline: the last moment to hand in; none if there is none.
        handed_in: when this was, as in "2026-06-01T14:32:01Z"; "" if that is not known.
    """
    points, most = sum(report.points for report in reports), sum(report.max_points for report in reports)
    lines = [f"## {text(title)}: {points} of {most} points", ""]
    if deadline:
        lines += [due(deadline, handed_in), ""]
    lines += ["| exercise | verdict | points | time |", "|---|---|---|---|"]
    lines += [
        f"| {text(report.exercise)} | **{report.verdict.value}** | {report.points} of {report.max_points} "
        f"| {_speed(report)} |"
        for report in reports
    ]
    for report in reports:
        lines += _told(report)
    return "\n".join(lines) + "\n"


def due(deadline: datetime, handed_in: str) -> str:
    """Return until when something was to be handed in, and whether it came later."""
    last = deadline.strftime("%Y-%m-%dT%H:%M:%SZ")
    late = f" Handed in at {handed_in}, which is later." if handed_in > last else ""
    return f"To be handed in by {last}.{late}"


def _speed(report: Report) -> str:
    if not report.speed:
        return ""
    return f"{two_digits(report.speed.ratio)} times the reference, limit {report.speed.limit:g}"


def _told(report: Report) -> list[str]:
    failed = [check for check in report.checks if check.outcome is not Outcome.PASSED]
    if not failed:
        return []
    lines = ["", f"### {text(report.exercise)}", "", text(report.summary), ""]
    for check in failed[:_MAX_FAILURES]:
        told = f": {text(check.failure.summary)}" if check.failure else ""
        level = f" ({text(check.level)})" if check.level else ""
        lines.append(f"- {text(check.title)}{level}{told}")
    if len(failed) > _MAX_FAILURES:
        lines.append(f"- and {len(failed) - _MAX_FAILURES} more")
    first = next((check.failure for check in failed if check.failure), None)
    if first and (facts := facts_as_text(first)):
        block = html.escape(facts).replace("\n", "&#10;")
        lines += ["", f"<pre>{block}</pre>"]
    return lines
