"""Failed calls as one would type them: pasted after `import numpy as np`, they give the same wrong answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from shousi import compare, expressions
from shousi.catalogue import Exercise, parameter_names
from shousi.grading.runners import Runner
from shousi.grading.story import story_of
from shousi.sandbox.judge.calls import Call, Ended
from shousi.wire import Built

TOO_LARGE = "too large to show: --save-call writes it, --debug repeats it"
NEEDS_FACTORY = "factories is the grader's: --debug makes this call again"
GRADIENTS = "its gradients are what is looked at: backpropagate from its result"
LEFT_OUT = "some calls are left out: these alone may answer otherwise"
NOT_ALONE = "alone, this call gives another answer"


def call_texts(calls: Sequence[Call], exercise: Exercise, runner: Runner) -> list[str]:
    """Return failed calls as one would type them.

    Each is made again, since only that tells whether it fails by itself, and whether its arguments may be given by
    name, which reads better. A function may swap its parameters, or remember earlier calls.

    Args:
        calls: the one that is shown in full comes first.
        exercise: what was asked.
        runner: of the submission, for this alone; it is closed in the end.
    """
    try:
        forms = [_form_that_fails(call, exercise, runner) for call in calls]
        if None in forms:  # the function remembers something: no call may come after another one
            forms = [_form_that_fails(call, exercise, runner, prepare=runner.close) for call in calls]
    finally:
        runner.close()
    return [_text_of(call, form, exercise) for call, form in zip(calls, forms, strict=True)]


def _form_that_fails(
    call: Call, exercise: Exercise, runner: Runner, prepare: Callable[[], None] = lambda: None
) -> Call | None:
    """Return the call with its arguments by name if it fails by itself like that, else as it was made; None if neither.

    What is not shown whole, or did not come to an end, is not made again.
    """
    if call.ended is Ended.NOT_WRITTEN:
        return _named(call, exercise)
    if call.ended not in (Ended.RETURNED, Ended.RAISED) or _why_not_pasted(call):
        return call
    for form in (_named(call, exercise), call):
        prepare()
        again = runner.repeat(form, echo=call.after is not None)
        if _ended_alike(again, call, form):
            return form
    return None


def _named(call: Call, exercise: Exercise) -> Call:
    """Return the call, and those that made its objects, with their arguments by name."""
    names = parameter_names(exercise.solution, call.function)
    by_name = dict(zip(names, call.args, strict=False))
    return msgspec.structs.replace(
        call, args=call.args[len(by_name) :], kwargs={**by_name, **call.kwargs},
        before=tuple(_named(one, exercise) for one in call.before),
    )  # fmt: skip


def _ended_alike(again: Call, call: Call, form: Call) -> bool:
    if again.ended is not call.ended:
        return False
    if again.error and call.error:
        return (again.error.type_name, again.error.message) == (call.error.type_name, call.error.message)
    left_alone = form is not call or compare.same(again.after, call.after)  # only positional arguments come back
    return left_alone and compare.same(again.value, call.value)


def _text_of(call: Call, form: Call | None, exercise: Exercise) -> str:
    """Return the text of a call; where it cannot be pasted, a comment says why."""
    note = _why_not_pasted(call) or ("" if form else NOT_ALONE)
    shown = _named(call, exercise) if note else form or call
    text = story_of(shown, exercise, _code, lambda seed: "" if note else _seeding(seed, exercise))
    if "\n# and " in f"\n{text}":  # by `story_of`
        note = note or LEFT_OUT
    if not note:
        return text
    is_one_line = "\n" not in text
    return f"{text}\n# {note}" if is_one_line and len(f"{text}  # {note}") > expressions.WIDTH else f"{text}  # {note}"


def _code(callee: str, _: Sequence[str], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str:
    return expressions.call_code(callee, [*(("", value) for value in args), *kwargs.items()])


def _why_not_pasted(call: Call) -> str:
    """Return why a call cannot be pasted, and what to do instead; "" where it can."""
    arguments = [value for one in (*call.before, call) for value in (*one.args, *one.kwargs.values())]
    if not all(map(expressions.is_whole, arguments)):
        return TOO_LARGE
    built = [part for part in expressions.parts_of(arguments) if isinstance(part, Built)]
    if any(part.needs_factory for part in built):
        return NEEDS_FACTORY
    return GRADIENTS if call.gradient and call.ended is Ended.RETURNED else ""


def _seeding(seed: int | None, exercise: Exercise) -> str:
    """Return the lines that seed the generators as the worker did; none if it did not."""
    if seed is None:
        return ""
    torch = f"torch.manual_seed({seed})\n" if exercise.needs == "torch" else ""
    return f"np.random.seed({seed % 2**32})\n{torch}"
