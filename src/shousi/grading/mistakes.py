"""Named wrong implementations: read them, make them, and find the one that a submission behaves like."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from shousi import catalogue, compare
from shousi.catalogue import Exercise, parameter_names
from shousi.errors import UsageError, names_in, printable
from shousi.grading.runners import Runner, Source
from shousi.report import Diagnosis
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.judge.launch import Launcher


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
    shown = exercise.mistakes.relative_to(exercise.hidden).as_posix()
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
    launcher: Launcher,
    exercise: Exercise,
    mistakes: Sequence[Mistake],
    failed: Sequence[Call],
    passed: Sequence[Call],
    source: Source,
) -> Diagnosis | None:
    """Return the mistake that ends every failed call just as the submission did.

    A call that the solution ends in the same way tells nothing: what failed then lies between calls, or in what was
    printed, and a mistake has to print something else too. Where several mistakes agree, the one that also agrees on
    most of the other calls; the first in the file, if that is equal.
    """
    if not failed or not mistakes:
        return None
    names = {name: parameter_names(exercise.solution, name) for name in exercise.functions}
    solution = len(mistakes)
    text = _all_in_one([*(mistake.source for mistake in mistakes), exercise.solution.read_text(encoding="utf-8")])
    runner = Runner(
        launcher, Source(text=text, filename="mistakes.py", functions=(), given=source.given, permits=source.permits)
    )

    def alike(number: int, call: Call) -> bool:
        return _behaves_alike(runner, number, call, names[call.function])

    def misprints(number: int, call: Call) -> bool:
        printed = [runner.call(f"{call.function}@{n}", call.args, call.kwargs).printed for n in (number, solution)]
        return alike(number, call) and printed[0] != printed[1]

    def shows(call: Call) -> bool:
        return call.printed != runner.call(f"{call.function}@{solution}", call.args, call.kwargs).printed

    try:
        telling, agrees = [call for call in failed if not alike(solution, call)], alike
        if not telling:
            telling, agrees = [call for call in failed if shows(call)], misprints
        matching = [n for n in range(len(mistakes)) if telling and all(agrees(n, call) for call in telling)]
        if len(matching) > 1:
            agreed = {number: sum(alike(number, call) for call in passed) for number in matching}
            matching.sort(key=lambda number: (-agreed[number], number))
    finally:
        runner.close()
    return Diagnosis(mistakes[matching[0]].name, mistakes[matching[0]].diagnosis) if matching else None


# One worker holds all mistakes of an exercise, each made when it is first asked for: a worker for each would cost a
# fork for every one of them. They are ours, so they may share a process with each other.
_ALL_IN_ONE = """
import functools, types
SOURCES = {sources!r}
@functools.cache
def made(number):
    module = types.ModuleType(f"mistake_{{number}}")
    exec(compile(SOURCES[number], "mistakes.py", "exec"), module.__dict__)  # a frame of the submission
    return module
def __getattr__(name):
    function, _, number = name.partition("@")
    if not number:
        raise AttributeError(name)
    return getattr(made(int(number)), function)
"""


def _all_in_one(sources: Sequence[str]) -> str:
    return _ALL_IN_ONE.format(sources=list(sources))


def _behaves_alike(runner: Runner, number: int, call: Call, names: Sequence[str]) -> bool:
    other = runner.call(
        f"{call.function}@{number}", call.args, call.kwargs, echo=call.after is not None, seed=call.seed
    )
    if other.ended is not call.ended:
        return False
    if call.ended is Ended.RETURNED:
        return compare.same(other.value, call.value) and compare.same(other.after, call.after)
    if call.error and other.error:
        # Messages are free, but naming an argument is part of the contract.
        named = [names_in(error.message, names) for error in (call.error, other.error)]
        return call.error.type_name == other.error.type_name and named[0] == named[1]
    return True
