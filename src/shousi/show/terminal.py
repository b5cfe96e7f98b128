"""Show a report on the terminal: the verdict, the diagnosis, one failure in full, and the verdict once more.

A screen fits 80 columns and 24 lines, with room for the command that was typed and the next prompt. The verdict is also
the last line, where the eye is when a command ends. `show_everything` shows the rest. Colors are used only on a
terminal; pipes, dumb terminals and NO_COLOR get plain text.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from shousi.report import CheckResult, Failure, Report, Verdict
from shousi.show import run_facts
from shousi.show.layout import INDENT, clipped, filled_code, labelled, one_line, shares, wrapped
from shousi.wording import bonus_diagnosis, facts_of, fixed_sentence, main_failure, points_line

STYLES = {
    Verdict.ACCEPTED: "bold green",
    Verdict.NOT_STARTED: "bold cyan",
    Verdict.TOO_SLOW: "bold yellow",
    Verdict.NOT_MEASURED: "bold cyan",
    Verdict.UNDECIDED: "bold cyan",
    Verdict.MEMORY_UNDECIDED: "bold cyan",
    Verdict.JUDGE_ERROR: "bold magenta",
}
VERBOSE = "--verbose shows everything"  # what a screen says where it leaves something out
_FACT_STYLES = {"printed": "dim", "expected": "green", "got": "red"}
SCREEN_LINES = 22  # of 24: the command that was typed and the next prompt, or the keys, should be seen too
_OPENING_LINES = 7  # of a diagnosis; ours have at most five
_SUMMARY_LINES = 3  # of the failure shown in full
_LEAST_LINES = 8  # above the speed, which --growth makes long
_MAX_LISTED = 8  # further failures, a line each; the first failure is the one to fix first
_BONUS_LINES = 2  # of each bonus level that was missed
_BULLET_COLUMNS = 5


def show_report(report: Report, console: Console, more: str = VERBOSE) -> None:
    """Show a report on one screen.

    Args:
        report: what to show.
        console: where to show it.
        more: says how to see what the screen leaves out; empty where nothing can be asked.
    """
    write_lines(screen_lines(report, console, more), console)


def show_everything(report: Report, console: Console) -> None:
    """Show every failure in full, and all that is known of the run, however many lines that takes."""
    lines = [headline(report, console), *wrapped(_opening(report), console, 1)]
    if sentence := bonus_diagnosis(report):
        lines += [Text(), Text(" Bonus missed, which costs no points", "bold"), *wrapped(sentence, console, 3)]
    for check in report.checks:
        if _has_failed(check) and check.failure:
            lines += [Text(), *check_lines(check, console)]
    lines += [Text(), *run_facts.every_line(report, console), headline(report, console)]
    write_lines(lines, console)


def check_lines(check: CheckResult, console: Console) -> list[Text]:
    """Return the title of a check and its failure in full."""
    lines = wrapped(_title(check), console, 1)
    if check.failure:
        lines += wrapped(check.failure.summary, console, 3)
        lines += [line for block in _fact_blocks(check.failure, console) for line in block]
    return lines


def write_lines(lines: Iterable[Text], console: Console) -> None:
    """Write lines that are wrapped already."""
    for line in lines:
        console.print(line, no_wrap=True, crop=False)


def open_console(*, plain: bool = False) -> Console:
    """Return the console that people read; `plain` gives plain text even on a terminal."""
    no_escapes = plain or bool(os.environ.get("NO_COLOR"))
    return Console(highlight=False, markup=False, emoji=False, color_system=None if no_escapes else "auto")


def screen_lines(report: Report, console: Console, more: str = VERBOSE) -> list[Text]:
    """Return the lines of a report's screen: at most 22, none wider than the console."""
    top = [headline(report, console), *_opening_lines(report, console)]
    main = main_failure(report)
    required = [check for check in report.checks if not check.bonus]
    others = [check for check in required if _has_failed(check) and not _is_covered(check, main)]
    blocks: list[list[Text]] = []
    if main and _adds_to_the_opening(main, report):
        top += [Text(), *_failure_head(main, report, console)]
        blocks = _fact_blocks(main.failure, console) if main.failure else []
    top += _missed_bonus(report, console)
    is_cut = report.verdict is not Verdict.NOT_STARTED and any(check.failure for check in report.checks)
    bottom = [*run_facts.screen_lines(report, console, more if is_cut else ""), headline(report, console)]
    gap = [Text()]
    if len(top) + sum(map(len, blocks)) + bool(others) + len(gap) + len(bottom) > SCREEN_LINES:
        top, gap = [line for line in top if line.plain.strip()], []  # a call that is cut cannot be pasted
    room = SCREEN_LINES - len(top) - len(gap) - len(bottom)
    if main and main.failure and sum(map(len, blocks)) > room - bool(others):
        blocks = _fact_blocks(main.failure, console, compact=True)
    listed = _other_failures(others, room - sum(map(len, blocks)), console)
    shown = [*top, *_fitted(blocks, room - len(listed)), *listed]
    return [*clipped(shown, max(_LEAST_LINES, SCREEN_LINES - len(gap) - len(bottom))), *gap, *bottom]


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
        text = Text.assemble((f"{check.level}: ", "cyan"), f"{check.title.removesuffix('.')}: {reason}")
        lines += clipped(wrapped(text, console, 3), _BONUS_LINES)
    if sentence := bonus_diagnosis(report):
        lines += clipped(wrapped(sentence, console, 3), _BONUS_LINES + 1)
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
        lines += clipped(wrapped(summary, console, 3), _SUMMARY_LINES)
    return lines


def _fact_blocks(failure: Failure, console: Console, *, compact: bool = False) -> list[list[Text]]:
    """Return the facts of a failure, each as labelled lines.

    `compact` gives the call on as few as can be, and a traceback without the exception that the summary names.
    """
    blocks = []
    for label, text in facts_of(failure):
        shown = filled_code(text, console.width - INDENT - 2) if compact and label == "call" else text
        frames, _, raised = text.rpartition("\n")
        if compact and label == "at" and frames and raised.partition(":")[0] in failure.summary:
            shown = frames
        # People read printed tables by their columns, so their lines are cut and not folded.
        blocks.append(labelled(label, Text(shown, _FACT_STYLES.get(label, "")), console, 3, fold=label != "printed"))
    return blocks


def _fitted(blocks: Sequence[Sequence[Text]], room: int) -> list[Text]:
    parts = zip(blocks, shares([len(block) for block in blocks], room), strict=True)
    return [line for block, share in parts for line in clipped(block, share, keep_end=True)]


def _other_failures(checks: Sequence[CheckResult], room: int, console: Console) -> list[Text]:
    """Return a line for each further failure, and one for each function that is not written yet.

    Where there is room for one line only, that line counts them.
    """
    unwritten = [check for check in checks if check.verdict is Verdict.NOT_STARTED]
    failed = [_other_failure(check, console) for check in checks if check not in unwritten]
    missing = dict.fromkeys(check.failure.summary for check in unwritten if check.failure)
    functions = [Text(summary) for summary in missing]
    written = _list("Also not written yet", len(unwritten), functions, room - 1 if failed else room, console)
    return [*_list("Also failed", len(failed), failed, room - len(written), console), *written]


def _list(heading: str, count: int, items: Sequence[Text], room: int, console: Console) -> list[Text]:
    if not items:
        return []
    room = min(room, _MAX_LISTED + 2) - 1
    shown = items if len(items) <= room else items[: max(0, room - 1)]
    lines = [one_line(Text("   - ").append_text(item), console) for item in shown]
    if shown and len(items) > len(shown):
        lines.append(Text(f"   … and {len(items) - len(shown)} more", "dim"))
    return [Text(f" {heading} ({count})", "bold"), *lines]


def _other_failure(check: CheckResult, console: Console) -> Text:
    """Return a failure in one line: its title, and its level where there is room."""
    line, level = Text(check.title), f"  ({check.level})" if check.level else ""
    if _BULLET_COLUMNS + line.cell_len + cell_len(level) <= console.width:
        line.append(level, "dim")
    return line
