"""Two sources side by side: what they share, what only one of them has, and how long each takes."""

from __future__ import annotations

import ast
import contextlib
import difflib
import itertools
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shousi.errors import printable
from shousi.report import Report, two_digits

_NARROW = 100  # columns; below that two columns of code would be folded at every line
_SHARED = 3  # equal lines around a difference; more are counted

Line = tuple[int | None, str]  # its number and its text
Row = tuple[str, int | None, str, int | None, str]  # mark, number and line of the first, number and line of the second


def show(mine: str, solution: str, report: Report, console: Console) -> None:
    """Write a submission beside the solution, with both times; one above the other where the terminal is narrow."""
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
    console.print(_stacked(every) if console.width < _NARROW else _columns(every))
    console.print(Text(" < only in yours   > only in the solution   | changed; docstrings are left out\n", "dim"))


def rows(mine: str, solution: str) -> Iterator[Row]:
    """Yield both texts line by line: a space marks equal lines, | changed ones, < and > those on one side alone."""
    left, right = code_of(mine), code_of(solution)
    matcher = difflib.SequenceMatcher(None, [text for _, text in left], [text for _, text in right], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from _equal(left[a:b], right[c:d])
            continue
        for one, two in itertools.zip_longest(left[a:b], right[c:d], fillvalue=(None, "")):
            mark = "<" if two[0] is None else ">" if one[0] is None else "|"
            yield mark, *one, *two


def code_of(source: str) -> list[Line]:
    """Return the printable lines of a source with their numbers, without the docstrings, which all versions share."""
    gone: set[int] = set()
    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                gone |= _docstring(node)
    every = enumerate(source.splitlines(), start=1)
    return [(number, printable(line.replace("\t", "    "), 300)) for number, line in every if number not in gone]


def _docstring(node: ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> set[int]:
    """Return the lines that a docstring has to itself."""
    match node.body:
        case [ast.Expr(value=ast.Constant(value=str())) as first, following, *_] if following.lineno > first.lineno:
            return set(range(first.lineno, min(first.end_lineno or first.lineno, following.lineno - 1) + 1))
    return set()


def _equal(left: list[Line], right: list[Line]) -> Iterator[Row]:
    count = len(left)
    for step, (one, two) in enumerate(zip(left, right, strict=True)):
        if count > 2 * _SHARED + 1 and _SHARED <= step < count - _SHARED:
            if step == _SHARED:
                yield " ", None, f"… {count - 2 * _SHARED} equal lines", None, "…"
            continue
        yield " ", *one, *two


def _columns(every: list[Row]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim", expand=True)
    for header in (" ", "", "yours", "", "solution"):
        table.add_column(header, ratio=1 if len(header) > 1 else None, overflow="fold", style="")
    for mark, one, mine, two, theirs in every:
        style = "" if mark == " " else "red", "" if mark == " " else "green"
        table.add_row(f" {mark}", _shown(one), Text(mine, style[0]), _shown(two), Text(theirs, style[1]))
    return table


def _stacked(every: list[Row]) -> Text:
    """Return the rows as one reads a patch: first all that only yours has, then what the solution has instead."""
    text = Text()
    waiting: list[Row] = []
    for row in [*every, (" ", None, "", None, "")]:
        if row[0] != " ":
            waiting.append(row)
            continue
        for _, one, mine, _, _ in waiting:
            if one is not None:
                text.append(f" < {_number_of(one)} {mine}\n", "red")
        for _, _, _, two, theirs in waiting:
            if two is not None:
                text.append(f" > {_number_of(two)} {theirs}\n", "green")
        waiting.clear()
        text.append(f"   {_number_of(row[1])} {row[2]}\n")
    text.rstrip()
    return text


def _number_of(number: int | None) -> str:
    return f"{number or '':>4}"


def _shown(number: int | None) -> Text:
    return Text(f"{number or ''}", "dim")
