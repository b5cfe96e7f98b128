"""Whole gradings of the toy exercise, and the one promise about them: whatever a submission does ends in a verdict."""

import msgspec

from fuzz.frames import TOY
from shousi.grading.grading import grade
from shousi.grading.reports import exit_status
from shousi.grading.results import Options
from shousi.grading.runners import Source
from shousi.report import Report, Verdict


def report_of(launcher, text):
    """Grade a text as a submission of the toy exercise, without its speed check, which takes most of the time."""
    source = Source(text=text, filename="double.py", functions=TOY.functions, forbidden=TOY.forbidden)
    return grade(launcher, TOY, source, seed=1, options=Options(speed=False)).report


def check_grading(launcher, text, may_pass=False):
    """Grade a text and raise AssertionError unless that ends in a verdict on the submission.

    Args:
        launcher: starts workers.
        text: the submission.
        may_pass: whether "accepted" may be the verdict.
    """
    try:
        report = report_of(launcher, text)
        failures = [check.failure for check in report.checks if check.verdict is Verdict.JUDGE_ERROR]
        assert report.verdict is not Verdict.JUDGE_ERROR, failures
        assert exit_status(report.verdict) == 1 or may_pass, report.verdict
        assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report
    except BaseException as error:
        error.add_note(f"the submission was:\n{text}")
        raise
    return report
