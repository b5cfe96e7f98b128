"""Reports as JUnit XML, for programs that collect test results."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from shousi.report import CheckResult, Outcome, Report, Verdict
from shousi.wording import facts_as_text


def to_junit(reports: Sequence[Report]) -> bytes:
    """Return reports as one JUnit document: a test suite for each exercise, a test case for each check."""
    root = ET.Element("testsuites")
    for report in reports:
        root.append(_suite(report))
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _suite(report: Report) -> ET.Element:
    broken = [check for check in report.checks if check.verdict is Verdict.JUDGE_ERROR]
    failed = [check for check in report.checks if check.outcome is Outcome.FAILED and not _is_skipped(check)]
    failed = [check for check in failed if check not in broken]
    skipped = [check for check in report.checks if _is_skipped(check)]
    suite = ET.Element(
        "testsuite",
        name=report.task,
        tests=str(len(report.checks)),
        failures=str(len(failed)),
        errors=str(len(broken)),
        skipped=str(len(skipped)),
        time=f"{report.seconds:.3f}",
        timestamp=report.created.removesuffix("Z"),
        hostname="localhost",
    )
    for check in report.checks:
        suite.append(_case(report, check))
    return suite


def _is_skipped(check: CheckResult) -> bool:
    """Say whether a check counts as skipped: it was not run, or it only costs a bonus, which fails nobody."""
    missed = check.bonus and check.verdict is not None
    return check.verdict is not Verdict.JUDGE_ERROR and (missed or check.outcome is Outcome.NOT_RUN)


def _case(report: Report, check: CheckResult) -> ET.Element:
    classname = ".".join(part for part in (report.task, check.level.replace(" ", "_")) if part)
    case = ET.Element("testcase", classname=classname, name=check.title, time=f"{check.seconds:.3f}")
    summary = check.failure.summary if check.failure else ""
    if check.verdict is Verdict.JUDGE_ERROR:
        ET.SubElement(case, "error", message=summary)
    elif _is_skipped(check):
        ET.SubElement(case, "skipped", message=f"bonus missed: {summary}" if check.bonus else summary)
    elif check.verdict:
        failure = ET.SubElement(case, "failure", message=summary, type=check.verdict.value)
        failure.text = facts_as_text(check.failure) if check.failure else ""
    return case
