"""The calls that led to a failed call of an object, as one would type them.

window = Window(capacity=3, width=2)
window.update(rows=np.array([[1., 2.]]))
window.length
"""

from __future__ import annotations

import builtins
import itertools
import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from shousi.catalogue import Exercise, parameter_names
from shousi.sandbox.judge.calls import Call
from shousi.sandbox.messages import Step
from shousi.wire import Built, Kept, Opaque

_LAST = 3  # calls before the failed one that are shown; of those before them, only what makes objects

# Returns the code of a call, from what is called, the names of its parameters, its arguments and keyword arguments.
Code = Callable[[str, Sequence[str], tuple[Any, ...], dict[str, Any]], str]
Seeding = Callable[[int | None], str]


class Variable(msgspec.Struct, frozen=True):
    """An argument that is an object: it is shown as the variable that holds it."""

    name: str

    def __repr__(self) -> str:
        return self.name


def story_of(call: Call, exercise: Exercise, code: Code, seeding: Seeding = lambda _: "") -> str:
    """Return the calls that led to a call, and the call itself, each as one would type it.

    Args:
        call: the failed one.
        exercise: that it belongs to.
        code: returns the code of one call.
        seeding: returns the code that sets the generators to a seed, which is put before its call.
    """
    lines = []
    left_out = 0
    for place, (one, line) in enumerate(zip((*call.before, call), lines_of(call, exercise, code), strict=True)):
        text = f"{seeding(one.seed)}{line.variable}{line.code}"
        is_shown = place >= len(call.before) - _LAST or (one.step and one.step.keep is not None)
        if left_out and is_shown:
            lines.append(f"# and {left_out} more {'calls' if left_out > 1 else 'call'}")
        left_out = 0 if is_shown else left_out + 1
        lines += [text] if is_shown else []
    return "\n".join(lines)


class Line(msgspec.Struct, frozen=True):
    """One call.

    Attributes:
        variable: "window = " where the call makes an object; else empty.
        code: of the call.
    """

    variable: str
    code: str


def lines_of(call: Call, exercise: Exercise, code: Code) -> list[Line]:
    """Return all calls that led to a call, and the call itself."""
    variables: dict[int, Variable] = {}
    return [_line(one, variables, exercise, code) for one in (*call.before, call)]


def _line(call: Call, variables: dict[int, Variable], exercise: Exercise, code: Code) -> Line:
    """Return the code of one call; a variable is added if it makes an object."""
    args, kwargs = _with_variables((call.args, dict(call.kwargs)), variables)
    names = parameter_names(exercise.solution, call.function)
    step = call.step
    if step is None:
        return Line("", code(call.function, names, args, kwargs))
    callee = step.name if step.on is None else f"{variables[step.on].name}.{step.name}".removesuffix(".__call__")
    text = callee if step.read else code(callee, names, args, kwargs)
    if step.keep is None or not isinstance(call.value, Opaque):
        return Line("", text)
    variables[step.keep] = _variable(step, variables, parameter_names(exercise.solution, step.name))
    return Line(f"{variables[step.keep].name} = ", text)


def _variable(step: Step, variables: dict[int, Variable], parameters: Sequence[str]) -> Variable:
    """Return a new variable for an object: "cache" of KVCache, "lora_linear" of LoRALinear, which takes a `linear`."""
    words = [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", step.name)]
    name = words[-1] if step.on is None else "_".join(words)
    if name in parameters:
        name = "_".join(words)
    stem = variables[step.on].name if step.on is not None and hasattr(builtins, name) else name  # no `eval = …`
    taken = {variable.name for variable in variables.values()}
    numbered = (stem if number == 1 else f"{stem}{number}" for number in itertools.count(1))
    return Variable(next(name for name in numbered if name not in taken))


def _with_variables(value: Any, variables: dict[int, Variable]) -> Any:
    if isinstance(value, Kept):
        return variables[value.number]
    if isinstance(value, list | tuple):
        return type(value)(_with_variables(item, variables) for item in value)
    if isinstance(value, dict):
        return {key: _with_variables(item, variables) for key, item in value.items()}
    if isinstance(value, Built):
        return Built(value.factory, _with_variables(value.args, variables))
    return value
