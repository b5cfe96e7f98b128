"""Errors with messages for people, and the function that makes foreign text safe to show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Unicode categories that can move a cursor, hide text or reorder it: controls, formats (bidi), surrogates, private
# use, unassigned, and the two separators that some programs treat as the end of a line.
_UNSHOWABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


# GitHub Actions and Azure obey such text in a log: ::error:: after blanks, ##[error] anywhere. A slice [::-1] is fine.
_WORKFLOW_COMMAND = re.compile(r"::(?=[a-z-]+(?: [^:]*)?::)|##\[")


class ShousiError(Exception):
    """An error whose message is one line for a person; `status` is the exit status of the command."""

    status = 3


class UsageError(ShousiError):
    """The caller asked for something that cannot be done as asked."""

    status = 2


class JudgeError(ShousiError):
    """The grading itself broke. This is never the learner's fault."""

    status = 3


def printable(text: str, limit: int = 2000) -> str:
    """Return foreign text on one line, with everything escaped that is not plainly visible.

    Args:
        text: anything from a submission, a file name or a student.
        limit: the most characters that are returned. Longer text ends in "…".
    """
    cut = text[: limit + 1]  # enough, since escapes make text longer
    shown = cut if cut.isascii() and cut.isprintable() else "".join(_shown(char) for char in cut)
    shown = _WORKFLOW_COMMAND.sub(_defused, shown)
    return shown if len(shown) <= limit and len(cut) == len(text) else f"{shown[: limit - 1]}…"


def printable_lines(text: str, lines: int, width: int = 200) -> list[str]:
    """Return foreign text as at most `lines` printable lines, and a last one that says how many were left out."""
    every = text.replace("\r\n", "\n").split("\n")
    if every and not every[-1]:
        every.pop()
    shown = [printable(line.replace("\t", "    "), width) for line in every[:lines]]
    if len(every) > lines:
        left = len(every) - lines
        shown.append(f"… {left} more {'line' if left == 1 else 'lines'}")
    return shown


def _defused(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}\\x{ord(found[0][-1]):02x}"


def _shown(char: str) -> str:
    if unicodedata.category(char) not in _UNSHOWABLE:
        return char
    return char.encode("unicode_escape").decode("ascii")


def names_in(message: str, names: Iterable[str]) -> set[str]:
    """Return which of these names stand in a message as words, in any case: "expected" does not name x."""
    return {name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", message, re.IGNORECASE)}


def nearest(name: str, names: Iterable[str]) -> list[str]:
    """Return the names that somebody may have meant, the likeliest first; at most three."""
    import difflib  # imported only when a name is wrong

    return difflib.get_close_matches(name.lower(), list(names), n=3, cutoff=0.5)


def one_of(names: list[str]) -> str:
    """Return names as prose: `"a"`, `"a" or "b"`, `"a", "b" or "c"`."""
    quoted = [f'"{name}"' for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
