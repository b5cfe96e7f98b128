"""Reports in the words of the systems that collect them; nothing is computed anew, only said again."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from shousi.errors import JudgeError, printable
from shousi.report import LevelResult, Outcome, Report, Verdict

_NEEDED = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")
_MAX_MESSAGE = 500  # a sentence or two: the report itself lies beside


class Part(msgspec.Struct, frozen=True):
    """What is worth points by itself: a level, or the whole exercise where levels are not told.

    Attributes:
        name: as in "nms: edge cases".
        points: earned.
        max_points: that there are.
        passed: whether all of them were earned.
        message: why not, in a line or two.
        seconds: that its checks took.
    """

    name: str
    points: int
    max_points: int
    passed: bool
    message: str
    seconds: float


def parts_of(report: Report) -> list[Part]:
    """Return what of a report is worth points; they come to the report's own points."""
    if not report.levels:
        passed = report.verdict is Verdict.ACCEPTED
        message = "" if passed else report.summary
        return [Part(report.exercise, report.points, report.max_points, passed, message, report.seconds)]
    return [_part(report, level) for level in report.levels]


def _part(report: Report, level: LevelResult) -> Part:
    checks = [check for check in report.checks if check.level == level.name]
    failed = [check for check in checks if check.outcome is not Outcome.PASSED]
    passed = bool(checks) and not failed
    told = [f"{check.title} {check.failure.summary}" if check.failure else check.title for check in failed]
    message = " / ".join(told)[:_MAX_MESSAGE] if checks else report.summary
    name = f"{report.exercise}: {level.name}"
    return Part(name, level.points, level.max_points, passed, message, sum(check.seconds for check in checks))


def score_line(title: str, reports: Sequence[Report]) -> str:
    """Return in one line what an assignment came to, and each exercise's part of it."""
    points, most = sum(report.points for report in reports), sum(report.max_points for report in reports)
    told = [f"{report.exercise}: {report.verdict.value}, {report.points} of {report.max_points}" for report in reports]
    return f"{printable(title, 120)}: {points} of {most} points. {'; '.join(told)}."


def check_unbroken(reports: Sequence[Report]) -> None:
    """Refuse to pass on a grading that broke as if the submission were to blame.

    Raises:
        JudgeError: one of the gradings broke.
    """
    for report in reports:
        if report.verdict is Verdict.JUDGE_ERROR:
            raise JudgeError(f"the grading of {report.exercise} broke: {report.summary}")


def classroom50(reports: Sequence[Report], environment: Mapping[str, str], handed_in: str) -> bytes:
    """Return the result.json of Classroom 50, schema classroom50/result/v1.

    Args:
        reports: of the assignment's exercises.
        environment: what the host has set.
        handed_in: the moment of the graded commit, as in "2026-06-01T14:32:01Z".

    Raises:
        JudgeError: a variable is missing, or a grading broke.
    """
    check_unbroken(reports)
    if missing := [name for name in _NEEDED if not environment.get(name)]:
        raise JudgeError(f"{', '.join(missing)}: not set. This is for Classroom 50 to run.")
    tests = [
        {
            "test-name": part.name,
            "passed": part.passed,
            "score": part.points,
            "max-score": part.max_points,
            "message": part.message,
            "seconds": round(part.seconds, 3),
            "verdict": report.verdict.value,
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
            "score": sum(report.points for report in reports),
            "max-score": sum(report.max_points for report in reports),
            "tests": tests,
        }
    )


def reporter(report: Report) -> str:
    """Return what the reporter of classroom-resources takes for one exercise: JSON in base64."""
    broke = report.verdict is Verdict.JUDGE_ERROR
    states = {True: "pass", False: "error" if broke else "fail"}
    parts = parts_of(report)
    if broke:  # one test that says so: none at all would crash the reporter
        parts = [Part(report.exercise, 0, report.max_points, False, report.summary, report.seconds)]
    result = {
        "version": 1,
        "status": states[report.verdict is Verdict.ACCEPTED],
        "max_score": report.max_points,
        "tests": [
            {
                "name": part.name,
                "status": states[part.passed],
                "score": part.points,
                "message": part.message,
                "test_code": "",
                "filename": report.submission,
                "line_no": 0,
                "duration": round(part.seconds * 1000),
            }
            for part in parts
        ],
    }
    return base64.b64encode(_json(result)).decode()


def gradescope(reports: Sequence[Report], text: str) -> bytes:
    """Return the results.json of Gradescope.

    The reports say no more than the assignment's feedback level lets them, so all of it is visible.

    Args:
        reports: of the assignment's exercises.
        text: what stands above the tests.

    Raises:
        JudgeError: a grading broke.
    """
    check_unbroken(reports)
    tests = [
        {
            "name": part.name,
            "number": f"{major}.{minor}",
            "score": part.points,
            "max_score": part.max_points,
            "status": "passed" if part.passed else "failed",
            "output": part.message,
            "output_format": "text",
            "visibility": "visible",
        }
        for major, report in enumerate(reports, 1)
        for minor, part in enumerate(parts_of(report), 1)
    ]
    ratios = [(report.exercise, report.speed.ratio) for report in reports if _is_ranked(report) and report.speed]
    return _json(
        {
            "score": sum(report.points for report in reports),
            "execution_time": round(sum(report.seconds for report in reports), 1),
            "output": text,
            "output_format": "text",
            "visibility": "visible",
            "stdout_visibility": "hidden",
            "tests": tests,
            "leaderboard": [
                {"name": f"{name}: times the reference", "value": round(ratio, 2), "order": "asc"}
                for name, ratio in ratios
            ],
            "extra_data": {"verdicts": {report.exercise: report.verdict.value for report in reports}},
        }
    )


def _is_ranked(report: Report) -> bool:
    """Say whether a measured time is one to compare: of right answers, read from outside the worker."""
    return report.verdict is Verdict.ACCEPTED and bool(report.speed and report.speed.official)


def _json(value: Mapping[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
