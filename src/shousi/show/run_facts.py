"""What is known of a run beside its failures: levels, checks that were not run, speed, memory, seed and sandbox."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from shousi.report import LevelResult, Outcome, Report, Verdict
from shousi.show import speed
from shousi.show.layout import clipped, labelled

TIERS = {
    "A": "tier A",
    "B": "tier B (no Landlock here: submissions can open no file, and import only what is loaded)",
    "C": "tier C (macOS: limits, but files and network are open to submissions)",
    "D": "tier D (no lock: files, network and processes are open to submissions)",
}
NO_TIER = "none started"
_FACT_LINES = 3  # of each fact
# Speed and memory are what these verdicts are about. With any other, they are in the way of what went wrong.
_MEASURED = frozenset(
    {Verdict.ACCEPTED, Verdict.TOO_SLOW, Verdict.OUT_OF_MEMORY, Verdict.NOT_MEASURED, Verdict.UNDECIDED}
)


class _Fact(NamedTuple):
    label: str
    text: Text | str


def screen_lines(report: Report, console: Console, more: str) -> list[Text]:
    """Return the facts that belong on one screen: how it ran, and speed and memory where the verdict is about them.

    Args:
        report: what to show.
        console: gives the width.
        more: says how to see what the screen leaves out; may be empty.
    """
    chosen = [*_levels(report), *_measured(report)] if report.verdict in _MEASURED else _not_run(report)
    return _lines([*chosen, _run(report, more)], report, console)


def every_line(report: Report, console: Console) -> list[Text]:
    """Return every fact, each in at most three lines."""
    facts = [*_levels(report), *_not_run(report), *_measured(report), _run(report), *_spent(report)]
    return _lines(facts, report, console)


def _lines(facts: Iterable[_Fact], report: Report, console: Console) -> list[Text]:
    lines = []
    for label, text in facts:
        lines += clipped(labelled(label, text, console, 1), _FACT_LINES)
        if label == "speed" and report.speed:
            lines += speed.chart_lines(report.speed, console)
    return lines


def _levels(report: Report) -> list[_Fact]:
    return [_Fact("levels", _level_points(report.levels))] if any(level.checks for level in report.levels) else []


def _not_run(report: Report) -> list[_Fact]:
    skipped = sum(check.outcome is Outcome.NOT_RUN for check in report.checks)
    return [_Fact("not run", f"{skipped} {'check' if skipped == 1 else 'checks'}")] if skipped else []


def _measured(report: Report) -> list[_Fact]:
    several = len(report.functions) > 1
    facts = [_Fact("speed", speed.speed_line(report.speed, named=several))] if report.speed else []
    return facts + ([_Fact("memory", speed.memory_line(report.memory, named=several))] if report.memory else [])


def _run(report: Report, more: str = "") -> _Fact:
    sandbox = TIERS.get(report.sandbox, NO_TIER)
    return _Fact("run", f"{report.seconds:.1f} s, seed {report.seed}, sandbox: {sandbox}{more and '; '}{more}")


def _spent(report: Report) -> list[_Fact]:
    text = report.spent.cpu_text if report.spent else ""
    return [_Fact("used", text)] if text else []


def _level_points(levels: Iterable[LevelResult]) -> Text:
    text = Text()
    for level in levels:
        if text:
            text.append(", ")
        full = level.points == level.max_points
        bonus = "bonus " if level.bonus else ""
        style = "green" if full else "cyan" if level.bonus else "red"
        text.append(f"{bonus}{level.name} {level.points}/{level.max_points}", style)
    return text
