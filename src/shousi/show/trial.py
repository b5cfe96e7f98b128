"""A trial on the terminal: the learner's own input, the answer to it, and the solution's answer."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from shousi.grading.own_input import Trial
from shousi.show.layout import clipped, labelled, one_line, shares
from shousi.show.terminal import SCREEN_LINES, write_lines

_STYLES = {"printed": "dim", "yours": "cyan", "solution": "green"}


def show_trial(task: str, trial: Trial, console: Console) -> None:
    """Show a trial on one screen; its last line says whether both answers are the same."""
    mine = trial.mine
    facts = [
        ("call", mine.call),
        ("printed", "\n".join(mine.printed)),
        ("yours", mine.got or mine.summary),
        ("at", "\n".join(mine.traceback)),
        ("solution", trial.solution),
        ("where", trial.where),
    ]
    blocks = [
        labelled(label, Text(text, _STYLES.get(label, "")), console, 1, fold=label != "printed")
        for label, text in facts
        if text
    ]
    heights = shares([len(block) for block in blocks], SCREEN_LINES - 1)
    fitted = [clipped(block, height, keep_end=True) for block, height in zip(blocks, heights, strict=True)]
    lines = [line for block in fitted for line in block]
    write_lines([*lines, one_line(_last_line(task, trial), console)], console)


def _last_line(task: str, trial: Trial) -> Text:
    word, style = {
        True: ("the same answer", "bold green"),
        False: ("different answers" if trial.mine.got else "no answer of yours", "bold red"),
        None: ("random answers, which are not compared", "bold cyan"),
    }[trial.alike]
    return Text.assemble((f" {task} ", "bold"), (word, style))
