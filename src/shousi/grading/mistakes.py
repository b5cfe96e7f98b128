"""Named wrong implementations: read them, and make them from the solution."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from shousi import catalogue
from shousi.catalogue import Exercise
from shousi.errors import UsageError, printable


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table of mistakes.toml, as an author writes it."""

    diagnosis: str
    bonus: bool = False
    replace: str | tuple[str, ...] = ()
    by: str | tuple[str, ...] = ()
    source: str = ""


class Mistake(msgspec.Struct, frozen=True):
    """A wrong implementation, and the sentence that explains it to whoever made the mistake.

    Attributes:
        name: in mistakes.toml.
        source: the whole file.
        diagnosis: the sentence.
        bonus: whether it only costs a bonus level.
        edits: the texts of the solution that were replaced, and by what; empty where the source was given whole.
    """

    name: str
    source: str
    diagnosis: str
    bonus: bool = False
    edits: tuple[tuple[str, str], ...] = ()


def load(exercise: Exercise) -> list[Mistake]:
    """Return the mistakes of an exercise, as files made from its solution.

    Raises:
        UsageError: a key, a type or a patch is wrong; the message names file, table and key.
    """
    shown = exercise.mistakes.relative_to(exercise.hidden).as_posix()
    solution = exercise.solution.read_text(encoding="utf-8")
    made = []
    for name, table in catalogue.read_toml(exercise.mistakes, shown).items():
        place = f"{shown}: [{printable(name, 80)}]"
        entry = catalogue.convert(table, _Entry, place)
        if entry.source and (entry.replace or entry.by):
            raise UsageError(f"{place}: source stands alone; remove replace and by.")
        edits = () if entry.source else _edits(entry, place)
        made.append(Mistake(name, entry.source or patched(solution, edits, place), entry.diagnosis, entry.bonus, edits))
    return made


def patched(solution: str, edits: Sequence[tuple[str, str]], place: str) -> str:
    """Return a solution with texts replaced, each of which has to occur in it once.

    Raises:
        UsageError: one occurs more often, or not at all.
    """
    for before, after in edits:
        if (count := solution.count(before)) != 1:
            line = printable(before.strip().partition("\n")[0], 60)
            raise UsageError(f'{place} replace: "{line}" occurs {count} times in the solution, needed once.')
        solution = solution.replace(before, after)
    return solution


def _edits(entry: _Entry, place: str) -> tuple[tuple[str, str], ...]:
    old = (entry.replace,) if isinstance(entry.replace, str) else entry.replace
    new = (entry.by,) if isinstance(entry.by, str) else entry.by
    if not old or len(old) != len(new):
        raise UsageError(f"{place} replace: needs as many texts as by, and at least one (or source).")
    return tuple(zip(old, new, strict=True))
