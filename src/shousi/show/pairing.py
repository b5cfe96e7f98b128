"""Pair the lines of two sources: equal lines, similar lines, and those that only one of them has."""

from __future__ import annotations

import ast
import contextlib
import difflib
import itertools
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from shousi import stubs
from shousi.errors import printable

_SHARED = 3  # equal lines shown around a difference; more are only counted
_SIMILAR = 0.5  # share of common words; below it, two lines read as unrelated
_MAX_PAIRS = 100_000  # pairs of lines that are compared, at 3 µs each
_DEFINES = re.compile(r"(?:async +)?(?:def|class) +(\w+)")

Line = tuple[int | None, str]  # its number and its text
Row = tuple[str, int | None, str, int | None, str]  # mark, number and line of the first, number and line of the second


def rows(mine: str, solution: str) -> Iterator[Row]:
    """Yield both texts line by line, marked: a space for equal lines, | for changed ones, < and > for one side only."""
    left, right = (_sections(code_of(source)) for source in (mine, solution))
    for kind, a, b, c, d in _opcodes([name for name, _ in left], [name for name, _ in right]):
        ours, theirs = ([lines for _, lines in some] for some in (left[a:b], right[c:d]))
        if kind != "equal":  # pair them as a whole, since a helper may only have another name
            ours, theirs = [list(itertools.chain(*ours))], [list(itertools.chain(*theirs))]
        for one, two in zip(ours, theirs, strict=True):
            yield from _paired(one, two)


def code_of(source: str) -> list[Line]:
    """Return the printable lines of a source with their numbers, without the docstrings, which both sources share."""
    gone: set[int] = set()
    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                gone |= _docstring(node)
    every = enumerate(stubs.lines_of(source), start=1)
    return [
        (number, printable(line.rstrip("\n").replace("\t", "    "), 300))
        for number, line in every
        if number not in gone
    ]


def words(line: str) -> list[str]:
    """Return the words, symbols and spaces of a line of code, in order."""
    return re.findall(r"\w+|\s+|[^\w\s]", line)


def _docstring(node: ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> set[int]:
    """Return the lines that hold nothing but a docstring."""
    match node.body:
        case [ast.Expr(value=ast.Constant(value=str())) as first, following, *_] if following.lineno > first.lineno:
            return set(range(first.lineno, min(first.end_lineno or first.lineno, following.lineno - 1) + 1))
    return set()


def _sections(code: Sequence[Line]) -> list[tuple[str, Sequence[Line]]]:
    """Return the lines before the first function or class, then each function and class under its name."""
    names, begins = ["import"], [0]  # a keyword, which no function is called
    for number, (_, text) in enumerate(code):
        if found := _DEFINES.match(text):
            begin = number
            while begin > begins[-1] and code[begin - 1][1].startswith(("@", "#")):
                begin -= 1  # decorators and comments belong to what follows
            names.append(found[1])
            begins.append(begin)
    parts = itertools.pairwise([*begins, len(code)])
    return [(name, code[begin:end]) for name, (begin, end) in zip(names, parts, strict=True)]


def _paired(left: Sequence[Line], right: Sequence[Line]) -> Iterator[Row]:
    for kind, a, b, c, d in _opcodes([text for _, text in left], [text for _, text in right]):
        yield from (_equal if kind == "equal" else _changed)(left[a:b], right[c:d])


def _opcodes(left: Sequence[str], right: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Return how one list becomes the other; blank lines do not anchor a match."""
    return difflib.SequenceMatcher(lambda text: not text.strip(), left, right, autojunk=False).get_opcodes()


def _equal(left: Sequence[Line], right: Sequence[Line]) -> Iterator[Row]:
    count = len(left)
    for step, (one, two) in enumerate(zip(left, right, strict=True)):
        if count > 2 * _SHARED + 1 and _SHARED <= step < count - _SHARED:
            if step == _SHARED:
                yield " ", None, f"… {count - 2 * _SHARED} equal lines", None, "…"
            continue
        yield " ", *one, *two


def _changed(left: Sequence[Line], right: Sequence[Line]) -> Iterator[Row]:
    """Yield lines that differ: similar lines beside each other, and those between them in order."""
    a = c = 0
    for b, d in [*_similar_pairs(left, right), (len(left), len(right))]:
        for one, two in itertools.zip_longest(left[a:b], right[c:d], fillvalue=(None, "")):
            yield _mark_of(one[1], two[1]), *one, *two
        if b < len(left):
            yield "|", *left[b], *right[d]
        a, c = b + 1, d + 1


def _mark_of(one: str, two: str) -> str:
    if one.strip() and two.strip():
        return "|"
    return "<" if one.strip() else ">" if two.strip() else " "


def _similar_pairs(left: Sequence[Line], right: Sequence[Line]) -> list[tuple[int, int]]:
    """Return pairs of similar lines, in order, chosen so that their similarities have the largest sum."""
    if len(left) * len(right) > _MAX_PAIRS:
        return []
    ours, theirs = ([set(re.findall(r"\w+", text.partition(" #")[0])) for _, text in side] for side in (left, right))
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]  # largest sum for the lines from a and from b on
    for a, b in itertools.product(reversed(range(len(left))), reversed(range(len(right)))):
        best[a][b] = max(best[a + 1][b], best[a][b + 1], best[a + 1][b + 1] + _similarity(ours[a], theirs[b]))
    found: list[tuple[int, int]] = []
    a = b = 0
    while a < len(left) and b < len(right):
        if best[a][b] == best[a + 1][b]:
            a += 1
        elif best[a][b] == best[a][b + 1]:
            b += 1
        else:
            found.append((a, b))
            a, b = a + 1, b + 1
    return found


def _similarity(one: AbstractSet[str], two: AbstractSet[str]) -> float:
    """Return the share of words that two lines have in common; 0 where it is too small to mean anything."""
    both = len(one) + len(two)
    share = 2 * len(one & two) / both if both else 0.0
    return share if share >= _SIMILAR else 0.0
