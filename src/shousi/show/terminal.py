"""Show a report on the terminal: the verdict, then one failure in full, then everything else in a line each.

A screen fits 80 columns and 40 lines, whatever the report holds. Colors are used only on a terminal; pipes, dumb
terminals and NO_COLOR get plain text.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from shousi.report import CheckResult, Failure, LevelResult, Outcome, Report, Verdict
from shousi.show import speed
from shousi.show.layout import clipped, labelled, one_line, shares, wrapped
from shousi.wording import facts_of, fixed_sentence, main_failure, points_line

STYLES = {
    Verdict.ACCEPTED: "bold green",
    Verdict.NOT_STARTED: "bold cyan",
    Verdict.TOO_SLOW: "bold yellow",
    Verdict.NOT_MEASURED: "bold cyan",
    Verdict.UNDECIDED: "bold cyan",
    Verdict.MEMORY_UNDECIDED: "bold cyan",
    Verdict.JUDGE_ERROR: "bold magenta",
}
TIERS = {
    "A": "tier A",
    "B": "tier B (no Landlock here: submissions can open no file, and import only what is loaded)",
    "C": "tier C (macOS: limits, but files and network are open to submissions)",
    "D": "tier D (no lock: files, network and processes are open to submissions)",
}
NO_TIER = "none started"
_FACT_STYLES = {"printed": "dim", "expected": "green", "got": "red"}
_SCREEN_LINES = 38  # of 40: the command that was typed and the next prompt should be seen too
_OPENING_LINES = 7  # of a diagnosis; ours have at most five
_STORY_LINES = 15  # that the failure shown in full may take before other failures are listed
_MAX_LISTED = 8  # further failures, a line each; the first failure is the one to fix first
_MIN_LISTED = 2  # of them are listed however long the first failure is
_FACT_LINES = 2  # of each line at the bottom: levels, speed, memory, run
_BULLET_COLUMNS = 5


def show_report(report: Report, console: Console) -> None:
    """Show a report on one screen."""
    write_lines(screen_lines(report, console), console)


def show_all_failures(report: Report, console: Console) -> None:
    """Show every failure in full, however many lines that takes."""
    lines = [headline(report, console), *wrapped(_opening(report), console, 1)]
    for check in report.checks:
        if _has_failed(check) and check.failure:
            lines += [Text(), *wrapped(_title(check), console, 1), *wrapped(check.failure.summary, console, 3)]
            lines += [line for block in _fact_blocks(check.failure, console) for line in block]
    write_lines([*lines, Text(), *_bottom_lines(report, console)], console)


def write_lines(lines: Iterable[Text], console: Console) -> None:
    """Write lines that are wrapped already."""
    for line in lines:
        console.print(line, no_wrap=True, crop=False)


def open_console(*, plain: bool = False) -> Console:
    """Return the console that people read; `plain` gives plain text even on a terminal."""
    no_escapes = plain or bool(os.environ.get("NO_COLOR"))
    return Console(highlight=False, markup=False, emoji=False, color_system=None if no_escapes else "auto")


def screen_lines(report: Report, console: Console) -> list[Text]:
    """Return the lines of a report's screen: at most 38, none wider than the console."""
    top = [headline(report, console), *_opening_lines(report, console)]
    bottom = [Text(), *_bottom_lines(report, console)]
    main = main_failure(report)
    required = [check for check in report.checks if not check.bonus]
    others = [check for check in required if _has_failed(check) and not _is_covered(check, main)]
    if not main or not _adds_to_the_opening(main, report):
        return [*top, *_other_failures(others, _MAX_LISTED, console), *_missed_bonus(report, console), *bottom]
    head = [Text(), *_failure_head(main, report, console)]
    blocks = _fact_blocks(main.failure, console) if main.failure else []
    fixed = len(top) + len(head) + len(bottom)
    wanted = min(sum(map(len, blocks)), _STORY_LINES)
    room = max(_MIN_LISTED, min(_MAX_LISTED, _SCREEN_LINES - fixed - wanted - 3))  # 3: a gap, a heading, "and 4 more"
    listed = _other_failures(others, room, console)
    return [*top, *head, *_fitted(blocks, _SCREEN_LINES - fixed - len(listed)), *listed, *bottom]


def headline(report: Report, console: Console) -> Text:
    """Return the first line of a report's screen: what was graded, the verdict, the points."""
    line = Text()
    line.append(f" {report.task} ", "bold")
    line.append(report.word, STYLES.get(report.verdict, "bold red"))
    line.append(f"  {points_line(report)}")
    return one_line(line, console)


def _missed_bonus(report: Report, console: Console) -> list[Text]:
    """Return what an accepted submission missed of the bonus, at most two lines a level."""
    missed = report.missed_bonus
    lines = [Text(), Text(" Bonus missed, which costs no points", "bold")] if missed else []
    for check in missed:
        reason = check.failure.summary if check.failure else ""
        text = Text.assemble((f"{check.level}: ", "cyan"), f"{check.title} {reason}")
        lines += clipped(wrapped(text, console, 3), _FACT_LINES)
    if missed and report.diagnosis:
        lines += clipped(wrapped(report.diagnosis.sentence, console, 3), _FACT_LINES + 1)
    return lines


def _opening_lines(report: Report, console: Console) -> list[Text]:
    opening = _opening(report)
    return clipped(wrapped(opening, console, 1), _OPENING_LINES) if opening else []


def _opening(report: Report) -> str:
    if not report.levels:  # feedback level "verdict": the headline says everything
        return ""
    if sentence := fixed_sentence(report):
        return sentence
    if report.diagnosis:
        return report.diagnosis.sentence
    if report.verdict is Verdict.WRONG_ANSWER and main_failure(report):
        return ""  # the summary means something only below the title of its check, which comes next
    return report.summary


def _has_failed(check: CheckResult) -> bool:
    return check.verdict is not None and check.verdict is not Verdict.NOT_MEASURED


def _is_covered(check: CheckResult, main: CheckResult | None) -> bool:
    """Say whether a check is the one shown in full, or fails because the same function is not written yet."""
    if check is main or not (main and main.failure and check.failure):
        return check is main
    return check.verdict is Verdict.NOT_STARTED and check.failure.summary == main.failure.summary


def _adds_to_the_opening(check: CheckResult, report: Report) -> bool:
    """Say whether a failure holds more than the summary that is shown already."""
    if check.failure is None or report.verdict is Verdict.NOT_MEASURED:
        return False
    if report.verdict is Verdict.JUDGE_ERROR:
        return bool(report.levels)
    return bool(facts_of(check.failure))


def _title(check: CheckResult) -> Text:
    return Text.assemble((check.title, "bold"), (f"  ({check.level})" if check.level else "", "dim"))


def _failure_head(check: CheckResult, report: Report, console: Console) -> list[Text]:
    summary = check.failure.summary if check.failure else ""
    lines = clipped(wrapped(_title(check), console, 1), 2)
    if summary != _opening(report) or report.verdict is Verdict.JUDGE_ERROR:
        lines += clipped(wrapped(summary, console, 3), 5)
    return lines


def _fact_blocks(failure: Failure, console: Console) -> list[list[Text]]:
    """Return the facts of a failure, each as labelled lines."""
    return [
        # People read printed tables by their columns, so their lines are cut and not folded.
        labelled(label, Text(text, _FACT_STYLES.get(label, "")), console, 3, fold=label != "printed")
        for label, text in facts_of(failure)
    ]


def _fitted(blocks: Sequence[Sequence[Text]], room: int) -> list[Text]:
    parts = zip(blocks, shares([len(block) for block in blocks], room), strict=True)
    return [line for block, share in parts for line in clipped(block, share, keep_end=True)]


def _other_failures(checks: Sequence[CheckResult], room: int, console: Console) -> list[Text]:
    """Return a line for each further failure, and one for each function that is not written yet."""
    unwritten = [check for check in checks if check.verdict is Verdict.NOT_STARTED]
    failed = [_other_failure(check, console) for check in checks if check not in unwritten]
    missing = dict.fromkeys(check.failure.summary for check in unwritten if check.failure)
    return [
        *_list("Also failed", len(failed), failed, room, console),
        *_list("Also not written yet", len(unwritten), [Text(summary) for summary in missing], _MIN_LISTED, console),
    ]


def _list(heading: str, count: int, items: Sequence[Text], room: int, console: Console) -> list[Text]:
    if not items:
        return []
    lines = [Text(), Text(f" {heading} ({count})", "bold")]
    lines += [one_line(Text("   - ").append_text(item), console) for item in items[:room]]
    if len(items) > room:
        lines.append(Text(f"   … and {len(items) - room} more", "dim"))
    return lines


def _other_failure(check: CheckResult, console: Console) -> Text:
    """Return a failure in one line: its title, and its level where there is room."""
    line, level = Text(check.title), f"  ({check.level})" if check.level else ""
    if _BULLET_COLUMNS + line.cell_len + cell_len(level) <= console.width:
        line.append(level, "dim")
    return line


def _bottom_lines(report: Report, console: Console) -> list[Text]:
    facts: list[tuple[str, Text | str]] = []
    several = len(report.functions) > 1
    if any(level.checks for level in report.levels):
        facts.append(("levels", _level_points(report.levels)))
        skipped = sum(check.outcome is Outcome.NOT_RUN for check in report.checks)
        if skipped:
            facts.append(("not run", f"{skipped} {'check' if skipped == 1 else 'checks'}"))
    if report.speed:
        facts.append(("speed", speed.speed_line(report.speed, named=several)))
    if report.memory:
        facts.append(("memory", speed.memory_line(report.memory, named=several)))
    sandbox = TIERS.get(report.sandbox, NO_TIER)
    facts.append(("run", f"{report.seconds:.1f} s, seed {report.seed}, sandbox: {sandbox}"))
    lines = []
    for label, text in facts:
        lines += clipped(labelled(label, text, console, 1), _FACT_LINES)
        if label == "speed" and report.speed:
            lines += speed.chart_lines(report.speed, console)
    return lines


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
