"""A report on the terminal: the verdict at a glance, then one failure told whole, then everything else in a line each.

Colours and signs come only where a person reads them; pipes, dumb terminals and NO_COLOR get plain text.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from shousi.report import CheckResult, Failure, LevelResult, Outcome, Report, SpeedResult, Verdict, two_digits

_STYLES = {
    Verdict.ACCEPTED: "bold green",
    Verdict.NOT_STARTED: "bold cyan",
    Verdict.TOO_SLOW: "bold yellow",
    Verdict.JUDGE_ERROR: "bold magenta",
}
_TIERS = {"D": "own process with limits (tier D)"}
_LISTED = 8  # further failures, a line each; the first one is what to mend


def show(report: Report, console: Console) -> None:
    """Write a report to the console."""
    console.print(_headline(report))
    _print(Text(_opening(report)), 1, console)
    story = _story(report)
    if story and _needs_telling(story, report):
        console.print()
        _show_story(story, report, console)
    _show_others([check for check in report.checks if check.verdict and check is not story], console)
    console.print()
    _show_facts(report, console)


def terminal(*, plain: bool = False) -> Console:
    """Return the console for people; `plain` even where there is a terminal."""
    no_escapes = plain or bool(os.environ.get("NO_COLOR"))
    return Console(highlight=False, markup=False, emoji=False, color_system=None if no_escapes else "auto")


def _headline(report: Report) -> Text:
    line = Text()
    line.append(f" {report.exercise} ", "bold")
    line.append(report.verdict.value, _STYLES.get(report.verdict, "bold red"))
    line.append(f"  {report.points} of {report.max_points} points")
    return line


def _opening(report: Report) -> str:
    if report.verdict is Verdict.ACCEPTED:
        return f"All {len(report.checks)} checks passed."
    if report.verdict is Verdict.JUDGE_ERROR:
        return "The grading itself broke: our fault, not yours. Nothing is said about your submission."
    if report.diagnosis:
        return f"{report.diagnosis.sentence}"
    return f"{report.summary}"


def _print(what: Text | Table, indent: int, console: Console) -> None:
    console.print(Padding(what, (0, 0, 0, indent), expand=False))


def _story(report: Report) -> CheckResult | None:
    """Return the failure to be told whole: the first that gives the verdict; of wrong answers the smallest call."""
    told = [check for check in report.checks if check.verdict is report.verdict and check.failure]
    if report.verdict is not Verdict.WRONG_ANSWER:
        return told[0] if told else None
    with_call = [check for check in told if check.failure and check.failure.call]
    return min(with_call or told, key=lambda check: len(check.failure.call if check.failure else ""), default=None)


def _needs_telling(check: CheckResult, report: Report) -> bool:
    """Say whether a failure holds more than the summary that has been shown already."""
    told = check.failure
    if told is None or report.verdict is Verdict.JUDGE_ERROR:
        return told is not None
    return bool(told.call or told.expected or told.traceback or told.printed)


def _show_story(check: CheckResult, report: Report, console: Console) -> None:
    failure = check.failure
    assert failure
    level = f"  ({check.level})" if check.level else ""
    _print(Text.assemble((check.title, "bold"), (level, "dim")), 1, console)
    if failure.summary != report.summary or report.verdict is Verdict.JUDGE_ERROR:
        _print(Text(failure.summary), 3, console)
    table = _grid()
    for label, text, style in _rows(failure):
        table.add_row(label, Text(text, style))
    if table.row_count:
        _print(table, 3, console)


def _rows(failure: Failure) -> Iterable[tuple[str, str, str]]:
    if failure.call:
        yield "call", failure.call, ""
    if failure.expected:
        yield "expected", failure.expected, "green"
    if failure.got:
        yield "got", failure.got, "red"
    if failure.where:
        yield "where", failure.where, ""
    if failure.traceback:
        yield "at", "\n".join(failure.traceback), ""
    if failure.printed:
        yield "printed", "\n".join(failure.printed), "dim"


def _show_others(checks: list[CheckResult], console: Console) -> None:
    if not checks:
        return
    console.print()
    console.print(Text(f" Also failed ({len(checks)})", "bold"))
    for check in checks[:_LISTED]:
        _print(Text.assemble("- ", check.title, (f"  ({check.level})" if check.level else "", "dim")), 3, console)
    if len(checks) > _LISTED:
        console.print(Text(f"   … and {len(checks) - _LISTED} more", "dim"))


def _show_facts(report: Report, console: Console) -> None:
    table = _grid()
    if any(level.checks for level in report.levels):
        table.add_row("levels", _levels(report.levels))
        skipped = sum(check.outcome is Outcome.NOT_RUN for check in report.checks)
        if skipped:
            table.add_row("not run", f"{skipped} {'check' if skipped == 1 else 'checks'}")
    if report.speed:
        table.add_row("speed", _speed(report.speed))
    sandbox = _TIERS.get(report.sandbox, report.sandbox)
    table.add_row("run", f"{report.seconds:.1f} s, seed {report.seed}, sandbox: {sandbox}")
    _print(table, 1, console)


def _grid() -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _levels(levels: Iterable[LevelResult]) -> Text:
    text = Text()
    for level in levels:
        if text:
            text.append(", ")
        full = level.points == level.max_points
        text.append(f"{level.name} {level.points}/{level.max_points}", "green" if full else "red")
    return text


def _speed(speed: SpeedResult) -> str:
    busy = ", machine busy" if speed.busy else ""
    official = "" if speed.official else ", not official: this system has no outside clock"
    pairs = f"{speed.pairs} alternating pairs" if speed.pairs != 1 else "1 pair"
    return f"{two_digits(speed.ratio)} times the reference, limit {speed.limit:g}; {pairs}{busy}{official}"
