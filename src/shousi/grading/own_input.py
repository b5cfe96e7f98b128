"""Call a submission on an input of the learner's own, and the solution beside it.

The input is Python code. It is evaluated in a locked worker of its own, and comes back as plain values, which then go
to both. A value without a plain form, such as a model, is made again in both workers instead.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from shousi import compare
from shousi.catalogue import Exercise, parameter_names
from shousi.display import kind_of, text_of
from shousi.errors import UsageError, one_of, printable
from shousi.expressions import call_code
from shousi.grading import verdicts
from shousi.grading.runners import Runner, Source
from shousi.report import Failure
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.judge.launch import Launcher
from shousi.sandbox.messages import Given
from shousi.wire import Built, Opaque

_FUNCTION = "arguments_"  # returns the pair (args, kwargs); the name should be none of the learner's
_FACTORIES = "factories"  # sandbox.inside.given makes `Built` values with this module
_NAMED = re.compile(r"([^\W\d]\w*)\s*=(?!=)(.*)", re.DOTALL)


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """An input as its learner wrote it.

    Attributes:
        name: what messages call it: "input", or the name of the file.
        text: a module that defines `arguments_`, which returns the pair (args, kwargs).
    """

    name: str
    text: str


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a call of the submission and of the same call of the solution.

    Attributes:
        mine: the call of the submission: how it was called, what it printed, what came back or was raised.
        solution: what the solution returned, or raised.
        alike: whether both answers are the same; None where answers are random and cannot be compared.
        where: the first place where they differ.
    """

    mine: Failure
    solution: str
    alike: bool | None
    where: str = ""


class _Arguments(NamedTuple):
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    given: tuple[Given, ...]
    seen: tuple[tuple[Any, ...], dict[str, Any]]  # both as they were evaluated, to be shown


def of_expressions(exercise: Exercise, words: Sequence[str]) -> Input:
    """Return the input that Python expressions give: "np.eye(3)" by position, "sigma=1.5" by name.

    Raises:
        UsageError: one of them is no expression.
    """
    args, kwargs = [], []
    for word in words:
        found = _NAMED.fullmatch(word.strip())
        expression = _checked(found[2] if found else word)
        if found:
            kwargs.append(f"{found[1]!r}: ({expression})")
        elif kwargs:
            raise UsageError(f"{printable(word, 60)}: an argument by position comes before those by name.")
        else:
            args.append(f"({expression})")
    modules = "import numpy as np" + ("; import torch" if exercise.needs == "torch" else "")
    positional = f"({', '.join(args)}{',' if args else ''})"
    return Input(name="input", text=f"{modules}\ndef {_FUNCTION}():\n return {positional}, {{{', '.join(kwargs)}}}\n")


def of_module(exercise: Exercise, function: str, name: str, text: str) -> Input:
    """Return the input that a file gives, which assigns the parameters of the function by their names.

    Raises:
        UsageError: it assigns none of them.
    """
    names = parameter_names(exercise.solution, function)
    if not any(re.search(rf"\b{one}\b", text) for one in names):
        raise UsageError(f"{name}: assigns none of {', '.join(names)}, which {function} takes.")
    pairs = f"{{name: globals()[name] for name in {names!r} if name in globals()}}"
    return Input(name=name, text=f"{text}\ndef {_FUNCTION}():\n return (), {pairs}\n")


def attempt(
    launcher: Launcher, exercise: Exercise, source: Source, solution: Source, function: str, own: Input, seed: int
) -> Trial:
    """Call the submission and the solution on an input.

    Args:
        launcher: starts the workers.
        exercise: that both belong to.
        source: of the submission.
        solution: of the solution.
        function: to call.
        own: the input.
        seed: of the random generators, alike for both.

    Raises:
        UsageError: the input cannot be evaluated.
    """
    found = _evaluate(launcher, source, own, seed)
    names = parameter_names(exercise.solution, function)
    mine, other = (
        _call(launcher, msgspec.structs.replace(one, given=found.given or one.given), function, found, seed)
        for one in (source, solution)
    )
    if other.ended is Ended.BAD_SIGNATURE:
        raise UsageError(f"{function} takes {', '.join(names)}; {printable(other.detail.rpartition(': ')[2], 200)}.")
    failure = verdicts.failure_of_call(mine, exercise, source.text, source.filename)
    failure = msgspec.structs.replace(failure, call=call_code(function, _named(found, names)))
    if mine.ended is Ended.RETURNED:
        failure = msgspec.structs.replace(failure, summary="", got=_shown(mine.value))
    elif mine.ended is Ended.NOT_WRITTEN:
        failure = msgspec.structs.replace(failure, summary=f"{source.filename}: {function} is not written yet")
    told = _shown(other.value) if other.ended is Ended.RETURNED else _ending(other, exercise)
    if exercise.picture == "density" and mine.ended is other.ended:
        return Trial(mine=failure, solution=told, alike=None)
    alike, where = _compared(mine, other)
    return Trial(mine=failure, solution=told, alike=alike, where=where)


def _checked(expression: str) -> str:
    try:
        ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        raise UsageError(f"{printable(expression, 60)}: not a Python expression ({printable(reason, 100)}).") from None
    return expression.strip()


def _evaluate(launcher: Launcher, source: Source, own: Input, seed: int) -> _Arguments:
    """Evaluate an input in a worker of its own."""
    asked = Source(text=own.text, filename=own.name, functions=(_FUNCTION,), given=source.given, seed=seed)
    runner = Runner(launcher, asked)
    try:
        call = runner.load()
        if call.ended is Ended.RETURNED:
            call = runner.call(_FUNCTION, (), {}, seed=seed)
    finally:
        runner.close()
    if call.ended is not Ended.RETURNED:
        raise UsageError(f"{own.name}: {_reason(call)}.")
    match call.value:
        case (tuple() as args, dict() as kwargs) if all(isinstance(name, str) for name in kwargs):
            return _sendable(args, kwargs, source, own)
    raise UsageError(f"{own.name}: cannot be read back from its worker.")


def _sendable(args: tuple[Any, ...], kwargs: dict[str, Any], source: Source, own: Input) -> _Arguments:
    """Return the arguments; one without a plain form becomes a call that makes it in the worker."""
    makers: list[str] = []

    def made(value: Any, place: str) -> Any:
        if not _has_opaque(value):
            return value
        name = f"your_input_{len(makers)}"
        makers.append(f"def {name}():\n return {_FUNCTION}(){place}\n")
        return Built(name, ())

    seen = (args, kwargs)
    args = tuple(made(value, f"[0][{place}]") for place, value in enumerate(args))
    kwargs = {name: made(value, f"[1][{name!r}]") for name, value in kwargs.items()}
    if not makers:
        return _Arguments(args, kwargs, (), seen)
    existing = next((one.source for one in source.given if one.name == _FACTORIES), "")
    others = (one for one in source.given if one.name != _FACTORIES)
    return _Arguments(args, kwargs, (*others, Given(_FACTORIES, "\n".join([existing, own.text, *makers]))), seen)


def _has_opaque(value: Any) -> bool:
    match value:
        case Opaque():
            return True
        case list() | tuple():
            return any(map(_has_opaque, value))
        case dict():
            return any(map(_has_opaque, value.values()))
    return False


def _named(found: _Arguments, names: Sequence[str]) -> list[tuple[str, Any]]:
    """Return the arguments with their names, in the order of the call."""
    args, kwargs = found.seen
    places = [*names, *[""] * len(args)]
    return [*zip(places, args, strict=False), *kwargs.items()]


def _call(launcher: Launcher, source: Source, function: str, found: _Arguments, seed: int) -> Call:
    runner = Runner(launcher, source)
    try:
        call = runner.load()
        return call if call.ended is not Ended.RETURNED else runner.call(function, found.args, found.kwargs, seed=seed)
    finally:
        runner.close()


def _compared(mine: Call, other: Call) -> tuple[bool, str]:
    if mine.ended is not Ended.RETURNED or other.ended is not Ended.RETURNED:
        both_refuse = mine.ended is other.ended is Ended.RAISED and bool(
            mine.error and other.error and {"ValueError", "TypeError"} & set(mine.error.bases) & set(other.error.bases)
        )
        return both_refuse, ""
    wanted = compare.as_array(other.value, tensor=True)
    if wanted is None or isinstance(other.value, list | tuple):
        return compare.alike(mine.value, other.value), ""
    difference = compare.values(mine.value, other.value if hasattr(other.value, "array") else wanted)
    return difference is None, (difference.where or difference.summary) if difference else ""


def _ending(call: Call, exercise: Exercise) -> str:
    return verdicts.failure_of_call(call, exercise, "", "the solution").summary


def _reason(call: Call) -> str:
    if call.error:
        return printable(f"{call.error.type_name}: {call.error.message}", 300)
    if call.syntax:
        return printable(f"line {call.syntax.line}: {call.syntax.message}", 200)
    return printable(f"{call.ended.value} {call.detail}".strip(), 200)


def _shown(value: Any) -> str:
    text, kind = text_of(value), kind_of(value)
    is_plain = isinstance(value, list | tuple | dict | str | int | float)
    return text if is_plain or text.startswith(kind) else f"{text}  {kind}"


def function_of(exercise: Exercise, wanted: str) -> str:
    """Return the function that is meant: the only one, or the one that was named.

    Raises:
        UsageError: the exercise has no such function, or several and none was named.
    """
    if wanted in exercise.functions or (not wanted and len(exercise.functions) == 1):
        return wanted or exercise.functions[0]
    what = f'no function "{printable(wanted, 80)}"' if wanted else "several functions; add --function"
    raise UsageError(f"{exercise.task} has {what}. It has {one_of(list(exercise.functions))}.")
