"""What each host gets of a graded assignment: text by file name, or by the variable that names the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from shousi.classroom import markdown, results
from shousi.classroom.sealed import SealedAssignment
from shousi.report import Report

SUMMARY, OUTPUT = "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"  # variables of GitHub Actions that name a file to append to


class Submission(msgspec.Struct, frozen=True):
    """Facts about what was handed in.

    Attributes:
        committed: when the graded commit was made, as in "2026-06-01T14:32:01Z"; "" where there is no commit.
        now: the present time in the same form.
    """

    committed: str
    now: str


def export(
    host: str,
    task: SealedAssignment,
    reports: Sequence[Report],
    submission: Submission,
    environment: Mapping[str, str],
) -> dict[str, bytes]:
    """Return what a host gets, in the order in which it is to be written.

    Args:
        host: "classroom50", "actions", "gradescope", or "summary" for the workflow of a starter.
        task: the assignment.
        reports: one for each exercise.
        submission: what was handed in.
        environment: the variables that the host has set.
    """
    handed_in = submission.committed or submission.now
    if host == "gradescope":
        lines = [task.title]
        if task.deadline:
            lines.append(markdown.due(task.deadline, submission.committed))
        lines += [f"{report.exercise}: {report.verdict.value}. {report.summary}" for report in reports]
        return {"results.json": results.gradescope(task, reports, "\n".join(lines))}
    page = markdown.page(task, reports, handed_in).encode()
    if host == "classroom50":
        result = results.classroom50(task, reports, environment, handed_in)
        return {"release-body.md": page, "result.json": result}
    if host == "summary":
        return {SUMMARY: page}
    return {SUMMARY: page, OUTPUT: f"result={results.reporter(task, reports[0])}\n".encode()}
