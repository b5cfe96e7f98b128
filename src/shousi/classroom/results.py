"""The result files of each host, made from reports. Nothing is graded or computed again here."""

from __future__ import annotations

import base64
import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from shousi.classroom.sealed import SealedAssignment
from shousi.errors import JudgeError, printable
from shousi.report import LevelResult, Outcome, Report, Verdict
from shousi.wording import facts_as_text

_REQUIRED = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")
_MAX_MESSAGE = 500  # characters: a sentence or two, since the whole report is beside it
BROKE = "The grading itself broke, which is not your fault. Tell your instructor."


class Part(msgspec.Struct, frozen=True):
    """Something that is worth points: a level, or the whole exercise where the levels are not shown.

    Attributes:
        name: such as "nms: edge cases".
        points: the points earned.
        max_points: the points that could be earned.
        passed: whether every check passed.
        message: why it failed, in a line or two.
        seconds: how long its checks took.
        details: the call, what was expected and what came, of the first failed check; several lines.
    """

    name: str
    points: int
    max_points: int
    passed: bool
    message: str
    seconds: float
    details: str = ""


def parts_of(report: Report) -> list[Part]:
    """Return the parts of a report that are worth points.

    Their points add up to those of the report, so bonus levels are left out. Where the grading broke, the exercise is
    one part without points.
    """
    if report.verdict is Verdict.JUDGE_ERROR:
        return [Part(report.exercise, 0, report.max_points, False, BROKE, report.seconds)]
    if not report.levels:
        passed = report.verdict is Verdict.ACCEPTED
        message = "" if passed else report.summary
        return [Part(report.exercise, report.points, report.max_points, passed, message, report.seconds)]
    return [_part(report, level) for level in report.levels if not level.bonus]


def _part(report: Report, level: LevelResult) -> Part:
    checks = [check for check in report.checks if check.level == level.name]
    failed = [check for check in checks if check.outcome is not Outcome.PASSED]
    passed = 0 < level.checks == level.passed
    lines = [f"{check.title} {check.failure.summary}" if check.failure else check.title for check in failed]
    message = textwrap.shorten(" / ".join(lines), _MAX_MESSAGE, placeholder=" …") if checks else report.summary
    details = next((facts_as_text(check.failure) for check in failed if check.failure), "")
    name = f"{report.exercise}: {level.name}"
    seconds = sum(check.seconds for check in checks)
    return Part(name, level.points, level.max_points, passed, message, seconds, details)


def points_of(report: Report) -> int:
    """Return the points that a report counts for: none where the grading broke."""
    return sum(part.points for part in parts_of(report))


def score_line(title: str, reports: Sequence[Report]) -> str:
    """Return the points of an assignment and of each of its exercises, in one line."""
    points, most = sum(map(points_of, reports)), sum(report.max_points for report in reports)
    each = [
        f"{report.exercise}: {report.verdict.value}, {points_of(report)} of {report.max_points}" for report in reports
    ]
    return f"{printable(title, 120)}: {points} of {most} points. {'; '.join(each)}."


def origin(task: SealedAssignment, report: Report) -> dict[str, str]:
    """Return what somebody needs to defend a score or to repeat its grading.

    Returns:
        The sandbox tier, the version of shousi, the SHA-256 checksum of assignment.seal, and the seed: the number
        itself where it was drawn at random, else a mark that is the same whenever the private seed is the same.
    """
    return {
        "tier": report.sandbox,
        "shousi": report.environment.shousi,
        "assignment": task.checksum,
        "seed": task.seed_mark or str(report.seed),
    }


def check_environment(environment: Mapping[str, str]) -> None:
    """Check that Classroom 50 has set what its result.json must repeat.

    Raises:
        JudgeError: a variable is missing.
    """
    if missing := [name for name in _REQUIRED if not environment.get(name)]:
        raise JudgeError(f"{', '.join(missing)}: not set. This is for Classroom 50 to run.")


def classroom50(
    task: SealedAssignment, reports: Sequence[Report], environment: Mapping[str, str], handed_in: str
) -> bytes:
    """Return the result.json of Classroom 50, schema classroom50/result/v1.

    Args:
        task: the assignment.
        reports: one for each exercise.
        environment: the variables that the host has set; see `check_environment`.
        handed_in: the time of the graded commit, as in "2026-06-01T14:32:01Z".
    """
    tests = [
        {
            "test-name": part.name,
            "passed": part.passed,
            "score": part.points,
            "max-score": part.max_points,
            "message": part.message,
            "seconds": round(part.seconds, 3),
            "verdict": report.verdict.value,
            **origin(task, report),
        }
        for report in reports
        for part in parts_of(report)
    ]
    return _json(
        {
            "schema": "classroom50/result/v1",
            "classroom": environment["CLASSROOM"],
            "assignment": environment["ASSIGNMENT"],
            "assignment_type": environment.get("ASSIGNMENT_TYPE") or "individual",
            "owner": environment.get("OWNER") or environment.get("USERNAME", ""),
            "submission": environment["SUBMISSION_TAG"],
            "commit": environment["COMMIT_URL"],
            "release": environment["RELEASE_URL"],
            "review": environment.get("REVIEW_URL") or environment["COMMIT_URL"],
            "datetime": handed_in,
            "graded_at": max(report.created for report in reports),
            "score": sum(map(points_of, reports)),
            "max-score": sum(report.max_points for report in reports),
            "tests": tests,
        }
    )


def reporter(task: SealedAssignment, report: Report) -> str:
    """Return the result of one exercise for the reporter of classroom-resources: JSON in base64."""
    failed = "error" if report.verdict is Verdict.JUDGE_ERROR else "fail"
    result = {
        "version": 1,
        "status": "pass" if report.verdict is Verdict.ACCEPTED else failed,
        "max_score": report.max_points,
        "tests": [
            {
                "name": part.name,
                "status": "pass" if part.passed else failed,
                "score": part.points,
                "message": part.message,
                "test_code": "",
                "filename": report.submission,
                "line_no": 0,
                "duration": round(part.seconds * 1000),
            }
            for part in parts_of(report)
        ],
        "origin": origin(task, report),
    }
    return base64.b64encode(_json(result)).decode()


def gradescope(task: SealedAssignment, reports: Sequence[Report], text: str) -> bytes:
    """Return the results.json of Gradescope.

    Everything in it is visible, since the reports hold no more than the feedback level of the assignment allows.

    Args:
        task: the assignment.
        reports: one for each exercise.
        text: what stands above the tests.
    """
    tests = [
        {
            "name": part.name,
            "number": f"{major}.{minor}",
            "score": part.points,
            "max_score": part.max_points,
            "status": "passed" if part.passed else "failed",
            "output": f"{part.message}\n\n{part.details}".strip(),
            "output_format": "text",
            "visibility": "visible",
        }
        for major, report in enumerate(reports, 1)
        for minor, part in enumerate(parts_of(report), 1)
    ]
    extra = {
        "verdicts": {report.exercise: report.verdict.value for report in reports},
        "origin": {report.exercise: origin(task, report) for report in reports},
    }
    return _gradescope(
        score=sum(map(points_of, reports)),
        execution_time=round(sum(report.seconds for report in reports), 1),
        output=text,
        tests=tests,
        leaderboard=[
            {"name": f"{report.exercise}: times the reference", "value": round(report.speed.ratio, 2), "order": "asc"}
            for report in reports
            if report.speed and _is_ranked(report)
        ],
        extra_data=extra,
    )


def gradescope_broken() -> bytes:
    """Return the results.json of Gradescope for a grading that broke before its exercises were known."""
    return _gradescope(score=0, output=BROKE, tests=[])


def _gradescope(**facts: Any) -> bytes:
    shown = {"output_format": "text", "visibility": "visible", "stdout_visibility": "hidden"}
    return _json(facts | shown)


def _is_ranked(report: Report) -> bool:
    """Say whether a time may be ranked: the answer was accepted, and the time was read from outside the worker."""
    speed = report.speed
    return report.verdict is Verdict.ACCEPTED and speed is not None and speed.official and math.isfinite(speed.ratio)


def _json(value: Mapping[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
