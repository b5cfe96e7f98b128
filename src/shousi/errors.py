"""Messages meant for people, and the one way in which foreign text becomes fit to be shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Categories that can move a cursor, hide text or reorder it: controls, formats (bidi), surrogates, private use,
# unassigned, and the two separators that some programs take for a line's end.
_UNSHOWABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


# A CI service obeys such text in its log: ::error:: after any blanks, ##[error] anywhere. A slice [::-1] is neither.
_WORKFLOW_COMMAND = re.compile(r"::(?=[a-z-]+(?: [^:]*)?::)|##\[")


class ShousiError(Exception):
    """Something a person has to be told in one line; `status` is the command's exit status."""

    status = 3


class UsageError(ShousiError):
    """The caller asked for something that cannot be done as asked."""

    status = 2


class JudgeError(ShousiError):
    """The grading itself broke: our fault, never the learner's."""

    status = 3


def printable(text: str, limit: int = 2000) -> str:
    """Return foreign text on one line, with everything that is not plainly visible escaped.

    Args:
        text: anything that a submission, a file name or a student controls.
        limit: characters at most, the mark of the cut included.
    """
    cut = text[: limit + 1]  # what is escaped only grows
    shown = cut if cut.isascii() and cut.isprintable() else "".join(_shown(char) for char in cut)
    shown = _WORKFLOW_COMMAND.sub(_defused, shown)
    return shown if len(shown) <= limit and len(cut) == len(text) else f"{shown[: limit - 1]}…"


def printable_lines(text: str, lines: int, width: int = 200) -> list[str]:
    """Return foreign text as at most `lines` printable lines, saying how many were left out."""
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
    import difflib  # only a wrong name pays for it

    return difflib.get_close_matches(name.lower(), list(names), n=3, cutoff=0.5)


def one_of(names: list[str]) -> str:
    """Return names as prose: `"a"`, `"a" or "b"`, `"a", "b" or "c"`."""
    quoted = [f'"{name}"' for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
