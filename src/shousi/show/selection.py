"""Some checks of a grader on the terminal: how each of them ended, without a verdict on the whole."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from shousi.report import Outcome, Report, Verdict
from shousi.show.layout import one_line
from shousi.show.terminal import check_lines, show_report, write_lines


def show_checks(report: Report, console: Console) -> None:
    """Show a line for each check that passed and the failure of each other one; the last line counts them."""
    if report.verdict in (Verdict.NOT_STARTED, Verdict.JUDGE_ERROR) or not any(check.level for check in report.checks):
        show_report(report, console, more="")  # the file is the stub, or cannot be loaded: no check has run
        return
    lines = []
    for check in report.checks:
        if check.failure:
            lines += [*check_lines(check, console), Text()]
        else:
            style = "green" if check.outcome is Outcome.PASSED else "cyan"
            lines.append(one_line(Text.assemble((f" {check.outcome.value}  ", style), check.title), console))
    passed = sum(check.outcome is Outcome.PASSED for check in report.checks)
    style = "bold green" if passed == len(report.checks) else "bold red"
    last = Text.assemble((f" {report.task} ", "bold"), (f"{passed} of {_checks(len(report.checks))} passed", style))
    write_lines([*lines, one_line(last.append(f"  seed {report.seed}"), console)], console)


def _checks(count: int) -> str:
    return "1 check" if count == 1 else f"{count} checks"
