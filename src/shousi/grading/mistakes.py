"""Named wrong implementations: read them, make them, and find the one that a submission behaves like."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from shousi import catalogue, compare
from shousi.catalogue import Exercise, parameter_names
from shousi.errors import UsageError, printable
from shousi.grading.session import Party, Source
from shousi.report import Diagnosis
from shousi.sandbox.client import Call, Ended
from shousi.sandbox.launch import Launcher


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table of mistakes.toml, as an author writes it."""

    diagnosis: str
    replace: str | tuple[str, ...] = ()
    by: str | tuple[str, ...] = ()
    source: str = ""


class Mistake(msgspec.Struct, frozen=True):
    """A wrong implementation, whole, and the sentence that tells it to whoever made it."""

    name: str
    source: str
    diagnosis: str


def load(exercise: Exercise) -> list[Mistake]:
    """Return the mistakes of an exercise, as files made from its solution.

    Raises:
        UsageError: a key, a type or a patch is wrong; the message names file, table and key.
    """
    shown = exercise.mistakes.relative_to(exercise.root).as_posix()
    solution = exercise.solution.read_text(encoding="utf-8")
    made = []
    for name, table in catalogue.read_toml(exercise.mistakes, shown).items():
        place = f"{shown}: [{printable(name, 80)}]"
        entry = catalogue.convert(table, _Entry, place)
        made.append(Mistake(name, _patched(entry, solution, place), entry.diagnosis))
    return made


def _patched(entry: _Entry, solution: str, place: str) -> str:
    if entry.source:
        if entry.replace or entry.by:
            raise UsageError(f"{place}: source stands alone; remove replace and by.")
        return entry.source
    old = (entry.replace,) if isinstance(entry.replace, str) else entry.replace
    new = (entry.by,) if isinstance(entry.by, str) else entry.by
    if not old or len(old) != len(new):
        raise UsageError(f"{place} replace: needs as many texts as by, and at least one (or source).")
    for before, after in zip(old, new, strict=True):
        if (count := solution.count(before)) != 1:
            line = printable(before.strip().partition("\n")[0], 60)
            raise UsageError(f'{place} replace: "{line}" occurs {count} times in the solution, needed once.')
        solution = solution.replace(before, after)
    return solution


def diagnose(
    launcher: Launcher, exercise: Exercise, mistakes: Sequence[Mistake], failed: Sequence[Call], passed: Sequence[Call]
) -> Diagnosis | None:
    """Return the mistake that ends every failed call just as the submission did.

    Where several do, the one that also agrees on most of the other calls; the first in the file, if that is equal.
    """
    best: tuple[int, Mistake] | None = None
    names = {name: parameter_names(exercise.stub, name) for name in exercise.functions}
    for mistake in mistakes if failed else ():
        party = Party(launcher, Source(text=mistake.source, filename="mistake.py", functions=exercise.functions))
        if all(_behaves_alike(party, call, names[call.function]) for call in failed):
            agreed = sum(_behaves_alike(party, call, names[call.function]) for call in passed)
            if best is None or agreed > best[0]:
                best = (agreed, mistake)
        party.close()
    return Diagnosis(best[1].name, best[1].diagnosis) if best else None


def _behaves_alike(party: Party, call: Call, names: Sequence[str]) -> bool:
    other = party.call(call.function, call.args, call.kwargs, echo=call.after is not None)
    if other.ended is not call.ended:
        return False
    if call.ended is Ended.RETURNED:
        return compare.same(other.value, call.value) and compare.same(other.after, call.after)
    if call.error and other.error:
        # Messages are free, but naming an argument is part of the contract.
        named = [{name for name in names if name in error.message} for error in (call.error, other.error)]
        return call.error.type_name == other.error.type_name and named[0] == named[1]
    return True
