"""Show two sources side by side, with the differences marked, and how long each takes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shousi.report import Report, two_digits
from shousi.show.pairing import Row, rows, words

_NARROW = 72  # columns; on narrower terminals every other line of two columns would be folded
_LEAST = 12  # columns for code on a terminal that is narrower; it folds the lines itself
_CONTINUATION = 2  # columns of extra indent after a fold
_MINE, _THEIRS = "red", "green"


def show_side_by_side(mine: str, solution: str, report: Report, console: Console) -> None:
    """Show a submission beside the solution, with both times; as a patch where the terminal is narrow."""
    console.print(Text(" your answer and the solution", "bold"))
    if report.speed:
        speed = report.speed
        console.print(
            f" a call takes {speed.milliseconds:.3g} ms in yours, {speed.solution_milliseconds:.3g} ms in the solution:"
            f" {two_digits(speed.ratio)} times, limit {speed.limit:g}"
        )
    else:
        console.print(f" times are known only of right answers; this one is: {report.verdict.value}", style="dim")
    every = list(rows(mine, solution))
    console.print(_stacked(every, console) if console.width < _NARROW else _columns(every, console))
    console.print(Text(" < only in yours   > only in the solution   | changed; no docstrings\n", "dim"))


def _columns(every: Sequence[Row], console: Console) -> Table:
    """Return the rows as two columns of code, with the mark between them."""
    digits = len(str(max((number or 0 for row in every for number in (row[1], row[3])), default=0)))
    width = (console.width - 2 * digits - 6) // 2  # 6: a margin, a gap after each number, 3 for the mark
    table = Table(box=None, padding=0, header_style="dim", pad_edge=False)
    for header in ("", "yours", "", "", "solution"):
        table.add_column(header, width=width if header else None, no_wrap=True)
    for mark, one, mine, two, theirs in every:
        left, right = (Text("\n").join(_folded(text, width)) for text in _colored(mark, mine, theirs))
        table.add_row(_number(one, digits + 1), left, Text(f" {mark} "), _number(two, digits), right)
    return table


def _stacked(every: Sequence[Row], console: Console) -> Text:
    """Return the rows as a patch: first the lines that only yours has, then those of the solution."""
    lines: list[Text] = []
    removed: list[Text] = []
    added: list[Text] = []

    def numbered(mark: str, number: int | None, text: Text) -> list[Text]:
        folded = _folded(text, max(_LEAST, console.width - 8))
        return [Text(f" {mark} ") + _number(None if step else number, 4) + line for step, line in enumerate(folded)]

    for mark, one, mine, two, theirs in [*every, (" ", None, "", None, "")]:
        left, right = _colored(mark, mine, theirs)
        if mark != " ":
            removed += numbered("<", one, left) if one is not None else []
            added += numbered(">", two, right) if two is not None else []
            continue
        lines += [*removed, *added, *numbered(" ", one, left)]
        removed.clear()
        added.clear()
    return Text("\n").join(lines[:-1])


def _number(number: int | None, width: int) -> Text:
    return Text(f"{number or '':>{width}} ", "dim")


def _colored(mark: str, mine: str, theirs: str) -> tuple[Text, Text]:
    """Return the two lines of a row in color, with the words that only one of them has in bold."""
    if mark == " ":
        return Text(mine), Text(theirs)
    left, right = Text(mine, _MINE), Text(theirs, _THEIRS)
    ours, others = words(mine), words(theirs)
    for kind, a, b, c, d in difflib.SequenceMatcher(None, ours, others, autojunk=False).get_opcodes():
        if kind != "equal" and mark == "|":
            left.stylize("bold", len("".join(ours[:a])), len("".join(ours[:b])))
            right.stylize("bold", len("".join(others[:c])), len("".join(others[:d])))
    return left, right


def _folded(code: Text, width: int) -> list[Text]:
    """Return a line of code folded to this width; the further lines have a larger indent."""
    plain = code.plain.lstrip()
    indent = min(len(code.plain) - len(plain), width // 2)
    further = min(indent + _CONTINUATION, width // 2)
    lines = code[len(code.plain) - len(plain) :].divide(_folds(plain, width - indent, width - further))
    for step, line in enumerate(lines):
        line.rstrip()
        line.pad_left(further if step else indent)
    return list(lines) or [Text()]


def _folds(code: str, room: int, later: int) -> list[int]:
    """Return where to fold: at spaces; in longer words after commas and brackets; else anywhere."""
    folds: list[int] = []
    used = at = 0
    for word in re.findall(r"\S+\s*", code):
        for part in [word] if cell_len(word.rstrip()) <= later else re.findall(r"[^,(]*[,(]+\s*|[^,(]+", word):
            for piece in chop_cells(part, later):
                if used and used + cell_len(piece.rstrip()) > (later if folds else room):
                    folds.append(at)
                    used = 0
                used += cell_len(piece)
                at += len(piece)
    return folds
