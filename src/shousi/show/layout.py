"""Wrap text into lines for the terminal, and cut lines to the room that a screen has."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

_LABEL = 10  # columns of a label and the gap after it; the longest is "expected"
INDENT = 1 + _LABEL  # of lines below a labelled text
_FIXED = "\0"  # a blank at which no line ends; no code holds it
_MIN_WIDTH = 20  # columns; narrower terminals fold the lines themselves


def wrapped(text: Text | str, console: Console, indent: int = 0) -> list[Text]:
    """Return a text as indented lines that are no wider than the console."""
    text = Text(text) if isinstance(text, str) else text
    width = max(_MIN_WIDTH, console.width - indent)
    lines = text.wrap(console, width, overflow="fold", tab_size=4)
    return [Text(" " * indent).append_text(line) for line in lines]


def labelled(label: str, text: Text | str, console: Console, indent: int = 0, *, fold: bool = True) -> list[Text]:
    """Return a text as lines in a column of its own, with a label before the first.

    Args:
        label: one word.
        text: the text to show.
        console: gives the width.
        indent: columns before the label.
        fold: fold long lines; otherwise they are cut.
    """
    if fold:
        lines = wrapped(text, console, indent + _LABEL) or [Text()]
    else:
        every = (Text(text) if isinstance(text, str) else text).split("\n")
        lines = [one_line(Text(" " * (indent + _LABEL)).append_text(line), console) for line in every]
    first = Text(" " * indent).append(label.ljust(_LABEL), "dim").append_text(lines[0][indent + _LABEL :])
    return [first, *lines[1:]]


def clipped(lines: Sequence[Text], room: int, *, keep_end: bool = False) -> list[Text]:
    """Return at most `room` lines, one of which says how many were left out.

    Args:
        lines: the lines to show.
        room: the number of lines there is room for, at least 1.
        keep_end: leave out lines after the first instead of at the end: the last line of a traceback says most.
    """
    if len(lines) <= room:
        return list(lines)
    left = len(lines) - room + 1
    if room == 1:
        return [_marked(lines[0])]
    indent = len(lines[1].plain) - len(lines[1].plain.lstrip())
    more = Text(f"{' ' * indent}… {left} more {'line' if left == 1 else 'lines'}", "dim")
    if keep_end and room > 2:
        return [lines[0], more, *lines[len(lines) - room + 2 :]]
    return [*lines[: room - 1], more]


def filled_code(code: str, width: int) -> str:
    r"""Return Python code with each statement on as few lines as it takes; code that this would change stays as it is.

    >>> print(filled_code("f(\n  a=[[ 1., 10.],\n     [20.,  3.]],\n)", 40))
    f(a=[[1., 10.], [20., 3.]],)
    """
    lines = [line for statement in _statements(code) for line in _filled(statement, width)]
    filled = "\n".join(lines)
    try:
        return filled if ast.dump(ast.parse(filled)) == ast.dump(ast.parse(code)) else code
    except (SyntaxError, ValueError, RecursionError):  # an input that is too large stands in it as <array …>
        return code


def _statements(code: str) -> list[str]:
    """Return statements that end where their brackets do, each on one line."""
    found: list[str] = []
    depth = 0
    for line in code.split("\n"):
        text = line.strip()
        if not set(text) & {"'", '"', "#"}:
            text = re.sub(" +", " ", text).replace("[ ", "[")
        if depth > 0:
            gap = "" if found[-1].endswith(("(", "[", "{")) or text.startswith((")", "]", "}")) else " "
            found[-1] += gap + text
        else:
            found.append(text)
        depth += sum(text.count(one) for one in "([{") - sum(text.count(one) for one in ")]}")
    return found


def _filled(statement: str, width: int) -> list[str]:
    """Return the lines of a statement; a comment after it goes on a line of its own where it does not fit."""
    code, _, comment = statement.partition("  # ")
    if code.startswith("#"):
        return [statement]
    head, bracket, rest = code.partition("(")  # before it, as in "cache = KVCache(", no line may end
    code = f"{head.replace(' ', _FIXED)}{bracket} {rest}".rstrip()  # behind it, one may
    width = max(width, _MIN_WIDTH)
    lines = textwrap.wrap(code, width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
    lines = [line.replace(_FIXED, " ").replace("( ", "(", 1) for line in lines]
    if comment and lines and len(lines[-1]) + 4 + len(comment) <= width:
        lines[-1] += f"  # {comment}"
    elif comment:
        lines.append(f"# {comment}")
    return lines


def one_line(text: Text, console: Console) -> Text:
    """Return a text cut to the width of the console."""
    text.truncate(console.width, overflow="ellipsis")
    return text


def shares(heights: Sequence[int], room: int) -> list[int]:
    """Return how many of `room` lines each block gets; the tallest blocks are cut first.

    >>> shares([2, 9, 30], 20)
    [2, 9, 9]
    """
    given = list(heights)
    while sum(given) > max(room, len(given)):
        given[given.index(max(given))] -= 1
    return given


def _marked(line: Text) -> Text:
    cut = line.copy()
    cut.truncate(max(1, len(cut.plain) - 2))
    return cut.append(" …", "dim")
