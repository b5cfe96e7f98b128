"""A report on the terminal: the verdict at a glance, then one failure told whole, then everything else in a line each.

Whatever came, it fits a screen of 80 columns and 40 lines. Colours and signs come only where a person reads them;
pipes, dumb terminals and NO_COLOR get plain text.
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

STYLES = {
    Verdict.ACCEPTED: "bold green",
    Verdict.NOT_STARTED: "bold cyan",
    Verdict.TOO_SLOW: "bold yellow",
    Verdict.NOT_MEASURED: "bold cyan",
    Verdict.UNDECIDED: "bold cyan",
    Verdict.JUDGE_ERROR: "bold magenta",
}
TIERS = {
    "A": "tier A",
    "B": "tier B (no Landlock here: submissions can open no file, and import only what is loaded)",
    "C": "tier C (macOS: limits, but files and network are open to submissions)",
    "D": "tier D (no lock: files, network and processes are open to submissions)",
}
_LINES = 38  # of 40: the command that was typed and the next prompt are seen too
_OPENING = 7  # lines of a diagnosis; ours have at most five
_STORY = 15  # lines that the failure told whole may claim before other failures are listed
_LISTED = 8  # further failures, a line each; the first one is what to mend
_FEWEST = 2  # of them are listed however long the story is
_FACT = 2  # lines of one fact
_BULLET = 5  # columns


def show(report: Report, console: Console) -> None:
    """Write a report to the console."""
    write(screen(report, console), console)


def write(lines: Iterable[Text], console: Console) -> None:
    """Write lines that are wrapped already."""
    for line in lines:
        console.print(line, no_wrap=True, crop=False)


def screen(report: Report, console: Console) -> list[Text]:
    """Return the lines of a report's screen, at most 38, none wider than the console."""
    top = [headline(report, console), *_opened(report, console)]
    facts = [Text(), *_facts(report, console)]
    told = story_of(report)
    others = [check for check in report.checks if _failed(check) and not check.bonus and not _is_told(check, told)]
    if not told or not _needs_telling(told, report):
        return [*top, *_others(others, _LISTED, console), *_missed(report, console), *facts]
    head = [Text(), *_head(told, report, console)]
    blocks = failure_blocks(told.failure, console) if told.failure else []
    fixed = len(top) + len(head) + len(facts)
    wanted = min(sum(map(len, blocks)), _STORY)
    listed = _others(others, max(_FEWEST, min(_LISTED, _LINES - fixed - wanted - 3)), console)
    return [*top, *head, *_fitted(blocks, _LINES - fixed - len(listed)), *listed, *facts]


def whole(report: Report, console: Console) -> list[Text]:
    """Return everything there is to say of every failure, however long."""
    lines = [headline(report, console), *wrapped(_opening(report), console, 1)]
    for check in report.checks:
        if _failed(check) and check.failure:
            lines += [Text(), *wrapped(_title(check), console, 1), *wrapped(check.failure.summary, console, 3)]
            lines += [line for block in failure_blocks(check.failure, console) for line in block]
    return [*lines, Text(), *_facts(report, console)]


def terminal(*, plain: bool = False) -> Console:
    """Return the console for people; `plain` even where there is a terminal."""
    no_escapes = plain or bool(os.environ.get("NO_COLOR"))
    return Console(highlight=False, markup=False, emoji=False, color_system=None if no_escapes else "auto")


def headline(report: Report, console: Console) -> Text:
    """Return the first line of a report's screen: what was graded, the verdict, the points."""
    line = Text()
    line.append(f" {report.task} ", "bold")
    line.append(report.word, STYLES.get(report.verdict, "bold red"))
    line.append(f"  {points_line(report)}")
    return one_line(line, console)


def points_line(report: Report) -> str:
    """Return the points of a report: "10 of 10 points, bonus 2 of 4"."""
    bonus = f", bonus {report.bonus_points} of {report.max_bonus_points}" if report.max_bonus_points else ""
    return f"{report.points} of {report.max_points} points{bonus}"


def _missed(report: Report, console: Console) -> list[Text]:
    """Return what an accepted submission missed of the bonus, two lines a level at most."""
    missed = report.missed_bonus
    lines = [Text(), Text(" Bonus missed, which costs no points", "bold")] if missed else []
    for check in missed:
        reason = check.failure.summary if check.failure else ""
        text = Text.assemble((f"{check.level}: ", "cyan"), f"{check.title} {reason}")
        lines += clipped(wrapped(text, console, 3), _FACT)
    if missed and report.diagnosis:
        lines += clipped(wrapped(report.diagnosis.sentence, console, 3), _FACT + 1)
    return lines


def _opened(report: Report, console: Console) -> list[Text]:
    opening = _opening(report)
    return clipped(wrapped(opening, console, 1), _OPENING) if opening else []


def _opening(report: Report) -> str:
    if not report.levels:  # a level of feedback that leaves the points
        return ""
    if report.verdict is Verdict.ACCEPTED:
        if not report.missed_bonus:
            return f"All {len(report.checks)} checks passed."
        return f"All {sum(not check.bonus for check in report.checks)} required checks passed."
    if report.verdict is Verdict.JUDGE_ERROR:
        return "The grading itself broke: our fault, not yours. Nothing is said about your submission."
    if report.verdict is Verdict.NOT_MEASURED:
        return "All other checks passed. Grade without --no-speed for a verdict."
    if report.diagnosis:
        return report.diagnosis.sentence
    if report.verdict is Verdict.WRONG_ANSWER and story_of(report):
        return ""  # what is wrong means something only beside its check, which comes next
    return report.summary


def story_of(report: Report) -> CheckResult | None:
    """Return the failure to be told whole: the first that gives the verdict, with a call if it can be.

    Graders go from the example to what is finer, so it is also the one to mend first. Where all that is written is
    right, it is the first call of what is not.
    """
    told = [check for check in report.checks if check.verdict is report.verdict and check.failure and not check.bonus]
    if report.verdict is Verdict.WRONG_ANSWER and not told:
        return next((check for check in report.checks if check.verdict is Verdict.NOT_STARTED), None)
    if report.verdict is not Verdict.WRONG_ANSWER:
        return told[0] if told else None
    with_call = [check for check in told if check.failure and check.failure.call]
    return next(iter(with_call or told), None)


def _failed(check: CheckResult) -> bool:
    return check.verdict is not None and check.verdict is not Verdict.NOT_MEASURED


def _is_told(check: CheckResult, told: CheckResult | None) -> bool:
    """Say whether a check is the one told whole, or lacks what that one lacks."""
    if check is told or not (told and told.failure and check.failure):
        return check is told
    return check.verdict is Verdict.NOT_STARTED and check.failure.summary == told.failure.summary


def _needs_telling(check: CheckResult, report: Report) -> bool:
    """Say whether a failure holds more than the summary that has been shown already."""
    told = check.failure
    if report.verdict is Verdict.NOT_MEASURED:
        return False
    if told is None or report.verdict is Verdict.JUDGE_ERROR:
        return told is not None and bool(report.levels)
    return bool(told.call or told.expected or told.traceback or told.printed)


def _title(check: CheckResult) -> Text:
    return Text.assemble((check.title, "bold"), (f"  ({check.level})" if check.level else "", "dim"))


def _head(check: CheckResult, report: Report, console: Console) -> list[Text]:
    summary = check.failure.summary if check.failure else ""
    lines = clipped(wrapped(_title(check), console, 1), 2)
    if summary != _opening(report) or report.verdict is Verdict.JUDGE_ERROR:
        lines += clipped(wrapped(summary, console, 3), 5)
    return lines


def failure_blocks(failure: Failure, console: Console) -> list[list[Text]]:
    """Return a failure's parts, each as labelled lines; what a call printed stands next to the call."""
    return [
        # A table that was printed is read by its columns: its lines are cut, not folded.
        labelled(label, Text(text, style), console, 3, fold=label != "printed")
        for label, text, style in _rows(failure)
    ]


def _rows(failure: Failure) -> Iterable[tuple[str, str, str]]:
    if failure.call:
        yield "call", failure.call, ""
    if failure.printed:
        yield "printed", "\n".join(failure.printed), "dim"
    if failure.expected:
        yield "expected", failure.expected, "green"
    if failure.got:
        yield "got", failure.got, "red"
    if failure.where:
        yield "where", failure.where, ""
    if failure.traceback:
        yield "at", "\n".join(failure.traceback), ""


def _fitted(blocks: Sequence[Sequence[Text]], room: int) -> list[Text]:
    parts = zip(blocks, shares([len(block) for block in blocks], room), strict=True)
    return [line for block, share in parts for line in clipped(block, share, keep_end=True)]


def _others(checks: Sequence[CheckResult], room: int, console: Console) -> list[Text]:
    """Return a line for each further failure; what is not written yet is one, however many checks need it."""
    unwritten = [check for check in checks if check.verdict is Verdict.NOT_STARTED]
    failed = [_other(check, console) for check in checks if check not in unwritten]
    lacking = dict.fromkeys(check.failure.summary for check in unwritten if check.failure)
    return [
        *_list("Also failed", len(failed), failed, room, console),
        *_list("Also not written yet", len(unwritten), [Text(summary) for summary in lacking], _FEWEST, console),
    ]


def _list(heading: str, count: int, items: Sequence[Text], room: int, console: Console) -> list[Text]:
    if not items:
        return []
    lines = [Text(), Text(f" {heading} ({count})", "bold")]
    lines += [one_line(Text("   - ").append_text(item), console) for item in items[:room]]
    if len(items) > room:
        lines.append(Text(f"   … and {len(items) - room} more", "dim"))
    return lines


def _other(check: CheckResult, console: Console) -> Text:
    """Return a failure in one line: its promise, and its level where that fits behind the bullet too."""
    line, level = Text(check.title), f"  ({check.level})" if check.level else ""
    if _BULLET + line.cell_len + cell_len(level) <= console.width:
        line.append(level, "dim")
    return line


def _facts(report: Report, console: Console) -> list[Text]:
    facts: list[tuple[str, Text | str]] = []
    several = len(report.functions) > 1
    if any(level.checks for level in report.levels):
        facts.append(("levels", _levels(report.levels)))
        skipped = sum(check.outcome is Outcome.NOT_RUN for check in report.checks)
        if skipped:
            facts.append(("not run", f"{skipped} {'check' if skipped == 1 else 'checks'}"))
    if report.speed:
        facts.append(("speed", speed.line(report.speed, named=several)))
    if report.memory:
        facts.append(("memory", speed.memory_line(report.memory, named=several)))
    sandbox = TIERS.get(report.sandbox, "none started")
    facts.append(("run", f"{report.seconds:.1f} s, seed {report.seed}, sandbox: {sandbox}"))
    lines = []
    for label, text in facts:
        lines += clipped(labelled(label, text, console, 1), _FACT)
        if label == "speed" and report.speed:
            lines += speed.pictures(report.speed, console)
    return lines


def _levels(levels: Iterable[LevelResult]) -> Text:
    text = Text()
    for level in levels:
        if text:
            text.append(", ")
        full = level.points == level.max_points
        bonus = "bonus " if level.bonus else ""
        style = "green" if full else "cyan" if level.bonus else "red"
        text.append(f"{bonus}{level.name} {level.points}/{level.max_points}", style)
    return text
